using System.Globalization;
using Ledger.Verify.Entries;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Compares the three times of a record that nobody chooses freely together: <c>iat</c> of the seal (the department's clock), <c>at</c> of
/// the entry (the log's clock) and the time of the block that holds the first anchor (the chain's clock). A record is sealed, then logged, then
/// anchored. It may wait long for each step, so earlier is always normal; later than the next step by more than <see cref="Tolerance"/> is not.
/// </summary>
public static class RecordDates
{
    /// <summary>
    /// How far two honest clocks may lie apart: one hour. Clocks that are kept differ by seconds; a time zone taken for UTC, a wrong year or a
    /// forged date differ by more.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>How far ahead of the verifier's clock a time may lie and still mean "now": one minute.</summary>
    public static readonly TimeSpan NowTolerance = TimeSpan.FromMinutes(1);

    /// <summary>What contradicts another time, and how; null when nothing does.</summary>
    /// <param name="claims">The seal's claims.</param>
    /// <param name="entry">The log's entry.</param>
    /// <param name="seen">The block that holds the first anchor; null when it is not known.</param>
    /// <param name="now">The verifier's time, which stands in for a block that is not known.</param>
    internal static (Finding Finding, string Detail)? FindFault(SdJwtClaims claims, LogEntry entry, AnchorMoment? seen, DateTimeOffset now)
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

    /// <summary>Whether a time lies after a block, or after a clock, by more than the tolerance.</summary>
    /// <param name="milliseconds">Since 1970 UTC; any number an entry can hold, even one that is no date of ours.</param>
    /// <param name="block">The time of the block, or the clock's.</param>
    public static bool IsAfter(long milliseconds, DateTimeOffset block) =>
        milliseconds - block.ToUnixTimeMilliseconds() > (long)Tolerance.TotalMilliseconds;

    /// <summary>When an entry was logged compared with the block that anchored it, or with the clock where no block is known; null when that can be.</summary>
    internal static (Finding Finding, string Detail)? FindLogAhead(LogEntry entry, AnchorMoment? seen, DateTimeOffset now) =>
        !IsAfter(entry.At, seen?.Time ?? now) ? null
        : seen is null ? (Findings.LogAheadOfClock, $"logged {Text(entry.At)}, now {Text(now.ToUnixTimeMilliseconds())}")
        : (Findings.LogAhead, $"logged {Text(entry.At)}, block {Text(seen.Time.ToUnixTimeMilliseconds())}");

    // An entry's time may lie beyond the year 9999, which no date type holds.
    private static string Text(long milliseconds) => milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms");
}
