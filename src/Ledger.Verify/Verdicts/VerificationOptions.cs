namespace Ledger.Verify.Verdicts;

/// <summary>The settings of one verification.</summary>
public sealed record VerificationOptions
{
    /// <summary>The time asked about: was the record in force then? Usually now. Whether it is genuine does not depend on this time.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// The current time by the clock of the caller; the verifier has no clock. The status after this time is not known, so a later
    /// <see cref="AsOf"/> is not answered. An <see cref="AsOf"/> within <see cref="RecordDates.NowTolerance"/> counts as now. "Now" is never earlier
    /// than the newest block.
    /// </summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>A cache shared by several verifications. Null when there is only one.</summary>
    public VerificationCache? Cache { get; init; }

    /// <summary>
    /// Whether the answers of the chain come from a file. Asking again gives the same answers then, so "try again later" is not advised. Default
    /// false.
    /// </summary>
    public bool AreFactsFixed { get; init; }

    /// <summary>What the presenter must prove. Null when no proof is wanted.</summary>
    public Seals.KeyBindingExpectation? Holder { get; init; }
}
