namespace Ledger.Log;

/// <summary>How the single writer gathers its batches.</summary>
public sealed record SequencerOptions
{
    /// <summary>The most entries in one commit.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>How long the first entry of a batch waits for others.</summary>
    public TimeSpan BatchWindow { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many entries may wait; beyond that an append is refused at once.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>How far the clock may be off before no record is written; null to look at the newest entry only.</summary>
    public ClockBounds? Clock { get; init; }
}
