namespace Ledger.Log;

/// <summary>
/// Computes elapsed time with a clock that people and time services may set. A time in the future was noted while the clock was wrong. It counts as
/// long ago, so that nothing waits until that time. Stateless.
/// </summary>
public static class Elapsed
{
    /// <summary>The time since a past moment. <see cref="TimeSpan.MaxValue"/> if it is in the future.</summary>
    public static TimeSpan Since(DateTimeOffset then, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now >= then ? now - then : TimeSpan.MaxValue;
    }

    /// <summary>
    /// Whether a time has come that was set at most <paramref name="longest"/> ahead. True also if it is further ahead, because then it was set by a
    /// wrong clock.
    /// </summary>
    public static bool IsDue(DateTimeOffset time, TimeSpan longest, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now >= time || time - now > longest;
    }
}
