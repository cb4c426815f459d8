using System.Globalization;

namespace Ledger.Issuing;

/// <summary>
/// Parses times in requests: RFC 3339 section 5.6, in UTC with <c>Z</c> or with an offset such as <c>+00:00</c>. A time in a record has whole
/// seconds. A time for comparison may have a fraction, as the times in answers have. Stateless.
/// </summary>
public static class RequestTime
{
    private const int WithOffset = 25;

    private const int LongestFraction = 7;

    /// <summary>Parses a time with or without a fraction of up to seven digits. The result is in UTC.</summary>
    /// <remarks>A space counts as the plus sign of the offset, because a plus sign that is not encoded in a query is decoded as a space.</remarks>
    public static bool TryParseMoment(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is null)
        {
            return false;
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var end = point < 0 ? -1 : text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        if (point >= 0 && end is < 1 or > LongestFraction)
        {
            return false;
        }

        var whole = point < 0 ? text : text.Remove(point, end + 1);
        if (whole.Length == WithOffset && whole[^6] == ' ')
        {
            whole = $"{whole[..^6]}+{whole[^5..]}";
        }

        if (!TryParse(whole, out time))
        {
            return false;
        }

        var ticks = point < 0 ? 0 : long.Parse(text.AsSpan(point + 1, end), NumberStyles.None, CultureInfo.InvariantCulture) * (long)Math.Pow(10, LongestFraction - end);
        time = time.AddTicks(ticks);
        return true;
    }

    /// <summary>Parses a time in whole seconds. The result is in UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;

        // The framework's zzz also accepts +0800 and +8.
        var form = text is { Length: WithOffset } && text[^3] == ':' ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return DateTimeOffset.TryParseExact(
            text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
