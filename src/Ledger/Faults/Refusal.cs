using System.Collections.Immutable;

namespace Ledger.Faults;

/// <summary>A fault and its places in the input. It is returned and not thrown, because the caller caused it and can correct it.</summary>
public sealed record Refusal(Fault Fault, ImmutableArray<Violation> Violations)
{
    /// <summary>The id of the existing record that equals the requested one. Null for any other refusal.</summary>
    public string? Earlier { get; init; }

    public static Refusal FromFault(Fault fault) => new(fault, []);

    public static Refusal At(Fault fault, string path, string zh, string en) => new(fault, [new Violation(path, new LocalizedText(zh, en))]);
}
