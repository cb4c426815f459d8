namespace Ledger.Verify.Mutants;

/// <summary>The operators, in the order in which they are given up if a changed member does not compile and the compiler names no place.</summary>
internal enum MutantKind
{
    /// <summary>A statement is left out: a call, an assignment.</summary>
    Statement,

    /// <summary>A case of a switch is left out.</summary>
    Case,

    /// <summary>A part of a pattern is left out, or a comparison in it moves by one.</summary>
    Pattern,

    /// <summary>A condition, or a part of one, is always true or always false.</summary>
    Condition,

    /// <summary>A comparison moves by one: <c>&lt;</c> becomes <c>&lt;=</c>.</summary>
    Boundary,

    /// <summary>An arithmetic or bit operator becomes its opposite.</summary>
    Arithmetic,

    /// <summary>A whole number becomes the next one; <c>true</c> becomes <c>false</c>.</summary>
    Literal,

    /// <summary>Of <c>a ?? b</c> only <c>b</c> stays.</summary>
    Fallback,

    /// <summary>A method becomes its opposite: <c>All</c> and <c>Any</c>, <c>Min</c> and <c>Max</c>.</summary>
    Method,
}
