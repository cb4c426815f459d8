namespace Ledger.Sharing;

/// <summary>
/// Limits how often each share of a department is opened. Each opening is a line of the resident's list for ever, so one who has a code could otherwise
/// bury every other line. Kept in memory; a restart begins to count anew. Safe for use from any thread.
/// </summary>
/// <remarks>The limiters of .NET have no clock that a caller gives them, and their package is not among those of this ring.</remarks>
/// <param name="clock">The clock.</param>
public sealed class OpeningLimit(TimeProvider clock)
{
    /// <summary>The most openings of one share within a minute.</summary>
    public const int MostInAMinute = 10;

    /// <summary>The most openings of one share within a day.</summary>
    public const int MostInADay = 200;

    private const int MostKept = 10_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Count> _counts = [];

    /// <summary>Counts an opening.</summary>
    /// <param name="share">The index of the share's entry.</param>
    /// <returns>False if the share may not be opened now. Then nothing is counted.</returns>
    public bool TryCount(long share)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var count = Advance(_counts.GetValueOrDefault(share, new Count(now, 0, now, 0)), now);
            if (count.InMinute >= MostInAMinute || count.InDay >= MostInADay)
            {
                return false;
            }

            _counts[share] = count with { InMinute = count.InMinute + 1, InDay = count.InDay + 1 };
            if (_counts.Count > MostKept)
            {
                ForgetOld(now);
            }

            return true;
        }
    }

    // A clock that was set back must not stop a share for longer than the window.
    private static Count Advance(Count count, DateTimeOffset now) => count with
    {
        Minute = IsWithin(count.Minute, now, TimeSpan.FromMinutes(1)) ? count.Minute : now,
        InMinute = IsWithin(count.Minute, now, TimeSpan.FromMinutes(1)) ? count.InMinute : 0,
        DayStart = IsWithin(count.DayStart, now, Day) ? count.DayStart : now,
        InDay = IsWithin(count.DayStart, now, Day) ? count.InDay : 0,
    };

    private static bool IsWithin(DateTimeOffset start, DateTimeOffset now, TimeSpan window) => (now - start).Duration() < window;

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (share, _) in _counts.Where(one => !IsWithin(one.Value.DayStart, now, Day)).ToList())
        {
            _counts.Remove(share);
        }
    }

    private sealed record Count(DateTimeOffset Minute, int InMinute, DateTimeOffset DayStart, int InDay);
}
