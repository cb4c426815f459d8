namespace Ledger.Log;

/// <summary>How far a node's clock may be from what the chain and the log show before no record is written.</summary>
public sealed record ClockBounds
{
    /// <summary>
    /// How far the clock may be before or after the chain's time. It must not be larger than what verification allows between a record's times and the
    /// block that anchors it, or records would be written that do not verify.
    /// </summary>
    public required TimeSpan Tolerance { get; init; }

    /// <summary>How long after the log's newest entry the clock may be while the chain has not answered: a department may rest, but not for ever.</summary>
    public required TimeSpan LongestIdle { get; init; }

    /// <summary>When an operator compared the clock with a trusted one; counts for an hour, at the start of a node. Null without that.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>
    /// Up to which time a newest entry may lie ahead and records be issued all the same, with that entry's time: an operator knows of it. Counts only while
    /// the chain confirms the clock. Null when nobody has said so.
    /// </summary>
    public DateTimeOffset? AcceptEntriesUntil { get; init; }
}
