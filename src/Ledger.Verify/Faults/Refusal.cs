using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>A fault and where it was found. It is returned and not thrown: the caller caused it and can correct it.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Violations">The places in a request that are wrong, each with a sentence; may be empty.</param>
public sealed record Refusal(Fault Fault, ImmutableArray<Violation> Violations)
{
    /// <summary>A fault with one place and no sentence of its own.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="place">Where.</param>
    public Refusal(Fault fault, string place)
        : this(fault, []) => Place = place;

    /// <summary>Where in a sealed record, a key or a file, such as <c>header.alg</c> or <c>disclosures[3]</c>. It may name a claim, never its value.</summary>
    public string Place { get; init; } = "";

    /// <summary>The id of the record that already is what was asked for; null for any other refusal.</summary>
    public string? Earlier { get; init; }

    /// <summary>A fault without a place.</summary>
    public static Refusal FromFault(Fault fault) => new(fault, []);

    /// <summary>A fault with one violation.</summary>
    public static Refusal At(Fault fault, string path, string zh, string en) => new(fault, [new Violation(path, new LocalizedText(zh, en))]);

    /// <summary>The code, the place and the English sentence.</summary>
    public override string ToString() => $"{Fault.Code} {Place}: {Fault.Title.En}";
}
