namespace Ledger.Verify.Verdicts;

/// <summary>What to verify a bundle for.</summary>
public sealed record VerificationOptions
{
    /// <summary>The time asked about: was the record in force then? Usually now. Genuineness does not depend on it.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// The time it is, by the caller's clock; the verifier has none. A status after it is not known, so a later <see cref="AsOf"/> is not
    /// answered; one within <see cref="RecordDates.NowTolerance"/> counts as now. "Now" is never earlier than the newest block.
    /// </summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Shared by verifications that follow each other, to save work; null when there is only one.</summary>
    public VerificationCache? Cache { get; init; }

    /// <summary>Whether the chain's answers come from a file: asking again gives the same, so "try again later" is no advice. Default false.</summary>
    public bool AreFactsFixed { get; init; }

    /// <summary>What the presenter must prove; null when the holder is not asked for.</summary>
    public Seals.KeyBindingExpectation? Holder { get; init; }
}
