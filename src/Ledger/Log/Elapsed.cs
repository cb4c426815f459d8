namespace Ledger.Log;

/// <summary>
/// How long ago something was, by a clock that people and time services set. A time that lies ahead was noted while the clock was wrong: it counts as long
/// ago, so that what waits for it goes on now and not when that time has come. Stateless.
/// </summary>
public static class Elapsed
{
    /// <summary>The time since then; <see cref="TimeSpan.MaxValue"/> when then lies ahead.</summary>
    public static TimeSpan Since(DateTimeOffset then, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now >= then ? now - then : TimeSpan.MaxValue;
    }

    /// <summary>Whether a time that was set at most <paramref name="longest"/> ahead has come; one further ahead was set by a wrong clock.</summary>
    public static bool HasCome(DateTimeOffset time, TimeSpan longest, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now >= time || time - now > longest;
    }
}
