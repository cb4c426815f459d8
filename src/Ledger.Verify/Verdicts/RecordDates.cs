using System.Globalization;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Compares the three times of a record, which come from three clocks: <c>iat</c> of the seal (the clock of the department), <c>at</c> of the entry
/// (the clock of the log) and the time of the block with the first anchor (the clock of the chain). A record is sealed, then logged, then anchored.
/// It may wait a long time before each step, so an earlier time is always normal. A time later than that of the next step by more than
/// <see cref="Tolerance"/> is not.
/// </summary>
public static class RecordDates
{
    /// <summary>
    /// The greatest difference between two honest clocks: one hour. Maintained clocks differ by seconds. A time zone mistaken for UTC, a wrong year
    /// or a forged date makes a greater difference.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>How far a time may be ahead of the clock of the verifier and still mean "now": one minute.</summary>
    public static readonly TimeSpan NowTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Returns the time that contradicts another one, and how. Null when there is no contradiction.</summary>
    /// <param name="claims">The claims of the seal.</param>
    /// <param name="entry">The entry of the log.</param>
    /// <param name="seen">The block of the first anchor. Null when it is not known.</param>
    /// <param name="now">The time by the clock of the verifier. It is used when the block is not known.</param>
    internal static (Fault Finding, string Detail)? FindFault(SdJwtClaims claims, LogEntry entry, AnchorMoment? seen, DateTimeOffset now)
    {
        if (claims.IssuedAt is not { } sealedAt)
        {
            return null;
        }

        if (seen is not null && IsAfter(sealedAt.ToUnixTimeMilliseconds(), seen.Time))
        {
            return (Findings.SealedAfterAnchor, $"sealed {Text(sealedAt.ToUnixTimeMilliseconds())}, block {Text(seen.Time.ToUnixTimeMilliseconds())}");
        }

        if (seen is null && IsAfter(sealedAt.ToUnixTimeMilliseconds(), now))
        {
            return (Findings.SealedAhead, $"sealed {Text(sealedAt.ToUnixTimeMilliseconds())}, now {Text(now.ToUnixTimeMilliseconds())}");
        }

        return sealedAt.ToUnixTimeMilliseconds() - entry.At > (long)Tolerance.TotalMilliseconds
            ? (Findings.LoggedBeforeSealed, $"logged {Text(entry.At)}, sealed {Text(sealedAt.ToUnixTimeMilliseconds())}")
            : null;
    }

    /// <summary>Whether a time is later than the time of a block, or of a clock, by more than the tolerance.</summary>
    /// <param name="milliseconds">Milliseconds since 1970 UTC. Any number that an entry can hold, even beyond the range of
    /// <see cref="DateTimeOffset"/>.</param>
    /// <param name="block">The time of the block or of the clock.</param>
    public static bool IsAfter(long milliseconds, DateTimeOffset block) =>
        milliseconds - block.ToUnixTimeMilliseconds() > (long)Tolerance.TotalMilliseconds;

    /// <summary>
    /// Returns a finding when the entry was logged later than the block that anchored it, or later than the clock when the block is not known.
    /// Otherwise null.
    /// </summary>
    internal static (Fault Finding, string Detail)? FindLogAhead(LogEntry entry, AnchorMoment? seen, DateTimeOffset now) =>
        !IsAfter(entry.At, seen?.Time ?? now) ? null
        : seen is null ? (Findings.LogAheadOfClock, $"logged {Text(entry.At)}, now {Text(now.ToUnixTimeMilliseconds())}")
        : (Findings.LogAhead, $"logged {Text(entry.At)}, block {Text(seen.Time.ToUnixTimeMilliseconds())}");

    // The time of an entry may be after the year 9999, which no date type can hold.
    private static string Text(long milliseconds) => milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms");
}
