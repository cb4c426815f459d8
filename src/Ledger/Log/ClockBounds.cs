namespace Ledger.Log;

/// <summary>The limits for a node's clock. Outside them no record is written.</summary>
public sealed record ClockBounds
{
    /// <summary>
    /// The largest difference between the clock and the chain's time. It must not exceed the difference that verification allows between a record's
    /// times and the block that anchors it. Otherwise the log would contain records that do not verify.
    /// </summary>
    public required TimeSpan Tolerance { get; init; }

    /// <summary>
    /// The largest time between the newest entry and the clock while the chain has not answered. A department may pause, but not for ever.
    /// </summary>
    public required TimeSpan LongestIdle { get; init; }

    /// <summary>When an operator last compared the clock with a trusted one. Valid for an hour, at the start of a node. Null if nobody did.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>
    /// An operator accepts a newest entry that is ahead of the clock, up to this time. Records then get the time of that entry. Valid only while the
    /// chain confirms the clock. Null if nobody accepted one.
    /// </summary>
    public DateTimeOffset? AcceptEntriesUntil { get; init; }
}
