using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>
/// Compares a node's clock with the chain's blocks and the log's newest entry, so that a temporarily wrong clock does not make the log unusable. The
/// times of entries never go back: after one record dated a year ahead, no record could have a correct time for a year. Safe for use from any thread.
/// </summary>
/// <remarks>
/// The time of a block is a lower bound for the chain's time now, so the clock must not be before it. It is an upper bound only if the block is new,
/// because a chain may stand still. A block is new if it appeared between two polls and the chain's time has not grown faster than real time, as it
/// does while a node catches up. The first block is also new if its age is small by the clock. Between polls both bounds advance with the machine's
/// monotonic clock, which nobody sets.
/// </remarks>
public sealed class LogClock
{
    /// <summary>A clock may be set back by hand or by NTP by this much without any effect.</summary>
    private static readonly TimeSpan LargestStepBack = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ConfirmationLasts = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock;
    private readonly ClockBounds? _bounds;
    private readonly Lock _lock = new();

    // Written only under the lock.
    private Seen? _newest;
    private long _lookedAt;
    private Moment? _latestPossible;

    /// <param name="clock">The node's clock.</param>
    /// <param name="bounds">The limits. Null to compare only with the newest entry.</param>
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

    /// <summary>Records the chain's newest block. Called at every poll of the chain.</summary>
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
                _latestPossible = new Moment(now, stamp); // The block is new, so its time and the clock agree.
            }
        }
    }

    /// <summary>Reads and judges the clock now.</summary>
    /// <param name="newestEntryAt">The time of the log's newest entry in milliseconds since 1970 UTC. 0 for an empty log.</param>
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

    /// <summary>Whether a record with one issue time may be written at another time. False if the clock was set in between.</summary>
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

        // Nothing confirms the clock. Either the chain stands still or does not answer, and the department has been idle.
        return earliest is not null
            ? now > earliest + bounds.Tolerance && !(now <= entry + bounds.Tolerance) ? LogFaults.ClockUnconfirmed : null
            : now > entry + bounds.LongestIdle ? LogFaults.ClockUnconfirmed : null;
    }

    // If the chain confirms the clock, the entry is wrong, and an operator may have accepted it. Otherwise either can be wrong.
    private Fault? FindAhead(DateTimeOffset now, DateTimeOffset entry, long newestEntryAt, DateTimeOffset? latest) =>
        newestEntryAt == 0 || now >= entry - LargestStepBack ? null
        : _bounds is null || latest is null || entry <= latest + _bounds.Tolerance ? LogFaults.ClockBehind
        : entry <= _bounds.AcceptEntriesUntil ? null
        : LogFaults.NewestEntryAhead;

    private static TimeSpan? Drift(DateTimeOffset now, DateTimeOffset? earliest, DateTimeOffset? latest) =>
        now < earliest ? now - earliest : latest is null ? null : now > latest ? now - latest : TimeSpan.Zero;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A block, and when it was first seen by the monotonic clock.</summary>
    private sealed record Seen(ChainBlock Block, long Stamp);

    /// <summary>A time, and when it was correct by the monotonic clock.</summary>
    private sealed record Moment(DateTimeOffset Time, long Stamp);
}
