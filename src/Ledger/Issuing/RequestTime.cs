using System.Globalization;

namespace Ledger.Issuing;

/// <summary>
/// Times in requests: RFC 3339 section 5.6 in whole seconds, in UTC with <c>Z</c> or with an offset such as <c>+00:00</c>. Stateless.
/// </summary>
public static class RequestTime
{
    private const int WithOffset = 25;

    /// <summary>Reads exactly such a text; the time is in UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;

        // The framework's zzz also takes +0800 and +8.
        var form = text is { Length: WithOffset } && text[^3] == ':' ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss'Z'";
        return DateTimeOffset.TryParseExact(
            text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
