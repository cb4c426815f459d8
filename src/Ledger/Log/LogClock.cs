using Ledger.Faults;
using Ledger.Verify.Chain;

namespace Ledger.Log;

/// <summary>
/// Judges a node's clock by the chain's blocks and by the log's newest entry, so that a clock that is wrong for a moment does not close the log. Times of
/// entries never go back: one record a year ahead would leave no other time for a year. Safe for use from any thread.
/// </summary>
/// <remarks>
/// A block's time is a lower bound of the chain's time now: the clock may not be before it. It is an upper bound only when the block is new, since a chain
/// may stand still: a block counts as new when it appeared between two looks and the chain's time has not grown faster than time itself, as it does
/// while a node catches up. A first block that is as young as the clock says confirms it, too. Between looks both bounds move on with the machine's monotonic time, which nobody sets.
/// </remarks>
public sealed class LogClock
{
    /// <summary>What a clock that is set back by hand or by NTP may lose without any harm.</summary>
    private static readonly TimeSpan LargestStepBack = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ConfirmationLasts = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock;
    private readonly ClockBounds? _bounds;
    private readonly Lock _lock = new();

    // Written under the lock only.
    private Seen? _newest;
    private long _lookedAt;
    private Moment? _latestPossible;

    /// <param name="clock">The node's clock.</param>
    /// <param name="bounds">How far it may be off; null when only the newest entry is looked at.</param>
    public LogClock(TimeProvider clock, ClockBounds? bounds)
    {
        _clock = clock;
        _bounds = bounds;
        var now = clock.GetUtcNow();
        if (bounds?.ConfirmedAt is { } confirmed && (now - confirmed).Duration() <= ConfirmationLasts)
        {
            _latestPossible = new Moment(now, clock.GetTimestamp());
        }
    }

    /// <summary>Takes note of the chain's newest block, at each look at the chain.</summary>
    public void Observe(ChainBlock latest)
    {
        ArgumentNullException.ThrowIfNull(latest);
        var stamp = _clock.GetTimestamp();
        lock (_lock)
        {
            var sinceLook = _clock.GetElapsedTime(_lookedAt, stamp);
            _lookedAt = stamp;
            var before = _newest;
            if (_bounds is null || latest.Number <= before?.Block.Number)
            {
                return;
            }

            _newest = new Seen(latest, stamp);
            if (before is not null && latest.Time - before.Block.Time <= _clock.GetElapsedTime(before.Stamp, stamp) + _bounds.Tolerance)
            {
                _latestPossible = new Moment(latest.Time + sinceLook, stamp);
            }
            else if (_latestPossible is null && _clock.GetUtcNow() is var now && (now - latest.Time).Duration() <= _bounds.Tolerance)
            {
                _latestPossible = new Moment(now, stamp); // A block of just now and the clock agree.
            }
        }
    }

    /// <summary>Judges the clock now.</summary>
    /// <param name="newestEntryAt">The time of the log's newest entry in milliseconds since 1970 UTC; 0 for an empty log.</param>
    public ClockReading Read(long newestEntryAt)
    {
        lock (_lock)
        {
            var (now, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
            var entry = DateTimeOffset.FromUnixTimeMilliseconds(newestEntryAt);
            DateTimeOffset? earliest = _newest is { } seen ? seen.Block.Time + _clock.GetElapsedTime(seen.Stamp, stamp) : null;
            DateTimeOffset? latest = _latestPossible is { } moment ? moment.Time + _clock.GetElapsedTime(moment.Stamp, stamp) : null;
            var doubt = _bounds is null ? null : FindDoubt(_bounds, now, newestEntryAt > 0 ? entry : null, earliest, latest);
            var trusted = doubt == LogFaults.ClockAheadOfChain || doubt == LogFaults.ClockUnconfirmed ? Earlier(now, latest ?? earliest ?? entry) : now;
            var ahead = newestEntryAt > 0 && entry > trusted ? entry - trusted : TimeSpan.Zero;
            return new ClockReading(now, trusted, doubt ?? FindAhead(now, entry, newestEntryAt, latest), Drift(now, earliest, latest), ahead);
        }
    }

    /// <summary>Whether a record that says it was issued at one time may be written at another: the clock was not moved in between.</summary>
    public bool MayLieBetween(DateTimeOffset issuedAt, DateTimeOffset now) => _bounds is null || (now - issuedAt).Duration() <= _bounds.Tolerance;

    private static Fault? FindDoubt(ClockBounds bounds, DateTimeOffset now, DateTimeOffset? entry, DateTimeOffset? earliest, DateTimeOffset? latest)
    {
        if (now < earliest - bounds.Tolerance)
        {
            return LogFaults.ClockBehindChain;
        }

        if (latest is not null)
        {
            return now > latest + bounds.Tolerance ? LogFaults.ClockAheadOfChain : null;
        }

        // Nobody confirms the clock. It may be that the chain stands still, or has not answered, and the department has rested.
        return earliest is not null
            ? now > earliest + bounds.Tolerance && !(now <= entry + bounds.Tolerance) ? LogFaults.ClockUnconfirmed : null
            : now > entry + bounds.LongestIdle ? LogFaults.ClockUnconfirmed : null;
    }

    // Where the chain confirms the clock it is the entry that is wrong, and an operator may know of it; otherwise it may be either.
    private Fault? FindAhead(DateTimeOffset now, DateTimeOffset entry, long newestEntryAt, DateTimeOffset? latest) =>
        newestEntryAt == 0 || now >= entry - LargestStepBack ? null
        : _bounds is null || latest is null || entry <= latest + _bounds.Tolerance ? LogFaults.ClockBehind
        : entry <= _bounds.AcceptEntriesUntil ? null
        : LogFaults.NewestEntryAhead;

    private static TimeSpan? Drift(DateTimeOffset now, DateTimeOffset? earliest, DateTimeOffset? latest) =>
        now < earliest ? now - earliest : latest is null ? null : now > latest ? now - latest : TimeSpan.Zero;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A block and when it was first seen, by the monotonic clock.</summary>
    private sealed record Seen(ChainBlock Block, long Stamp);

    /// <summary>A time and when it was right, by the monotonic clock.</summary>
    private sealed record Moment(DateTimeOffset Time, long Stamp);
}
