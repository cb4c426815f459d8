using System.Collections.Immutable;

namespace Ledger.Faults;

/// <summary>A fault with the places it was found. Returned, not thrown: a caller caused it and can mend it.</summary>
public sealed record Refusal(Fault Fault, ImmutableArray<Violation> Violations)
{
    /// <summary>The id of the record that already is what was asked for; null for any other refusal.</summary>
    public string? Earlier { get; init; }

    public static Refusal FromFault(Fault fault) => new(fault, []);

    public static Refusal At(Fault fault, string path, string zh, string en) => new(fault, [new Violation(path, new LocalizedText(zh, en))]);
}
