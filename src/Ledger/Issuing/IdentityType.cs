using Ledger.Faults;

namespace Ledger.Issuing;

/// <summary>One kind of identity document: what its numbers look like and what they say of their holder. Immutable.</summary>
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

    /// <summary>Its name in requests and records, such as <c>passport</c>.</summary>
    public string Name { get; }

    /// <summary>Its name for people.</summary>
    public LocalizedText Label { get; }

    /// <summary>What its numbers look like, as a sentence.</summary>
    public LocalizedText Form { get; }

    /// <summary>Other spellings that mean it, compared without case, blanks and hyphens.</summary>
    internal IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether it identifies an organisation, which has neither birthdate nor sex.</summary>
    internal bool IsOfOrganisation { get; init; }

    /// <summary>Reads a number that was folded to visible characters in upper case; null when it is none of this type.</summary>
    internal ParsedIdentity? Parse(string folded, DateOnly today) => _parse(folded, today);
}
