namespace Ledger.Log;

/// <summary>Options of the single writer.</summary>
public sealed record SequencerOptions
{
    /// <summary>The most entries in one commit.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>How long a batch waits for further entries if the batch before it had several.</summary>
    public TimeSpan BatchWindow { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a batch waits for further entries otherwise. A single caller waits for its own answer, so waiting for it would be in vain.</summary>
    public TimeSpan IdleWindow { get; init; } = TimeSpan.Zero;

    /// <summary>How long tiles wait to be made durable together with those of further commits. No answer waits for them.</summary>
    public TimeSpan FlushPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The length of the queue. If it is full, an append is refused at once.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>The limits for the clock. Null to compare the clock only with the newest entry.</summary>
    public ClockBounds? Clock { get; init; }
}
