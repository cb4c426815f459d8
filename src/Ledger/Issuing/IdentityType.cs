using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>One type of identity document: the form of its numbers, and what they say about their holder. Immutable.</summary>
public sealed class IdentityType
{
    private readonly Func<string, DateOnly, ParsedIdentity?> _parse;

    internal IdentityType(string name, string zh, string en, LocalizedText form, Func<string, DateOnly, ParsedIdentity?> parse)
    {
        Name = name;
        Label = new LocalizedText(zh, en);
        Form = form;
        _parse = parse;
    }

    /// <summary>The name in requests and records, such as <c>passport</c>.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public LocalizedText Label { get; }

    /// <summary>The form of its numbers, as a sentence.</summary>
    public LocalizedText Form { get; }

    /// <summary>Other names for the type. Case, blanks and hyphens are ignored.</summary>
    internal IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it identifies an organisation. An organisation has no birthdate and no sex.</summary>
    internal bool IsOfOrganisation { get; init; }

    /// <summary>Parses a number that was folded to visible upper-case characters. Null if it is not of this type.</summary>
    internal ParsedIdentity? Parse(string folded, DateOnly today) => _parse(folded, today);
}
