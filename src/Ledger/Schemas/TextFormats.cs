using System.Globalization;

namespace Ledger.Schemas;

/// <summary>The formats of JSON Schema that record types use. Each is at least as strict as the schema library. Stateless.</summary>
internal static class TextFormats
{
    /// <summary>The check of a format. Null if the format is unknown.</summary>
    public static Func<string, bool>? Find(string? name) => name switch
    {
        "date" => IsDate,
        "date-time" => IsUtcTime,
        "uri" => IsUri,
        "uuid" => IsUuid,
        _ => null,
    };

    /// <summary>
    /// Whether a text is a UTC time in whole seconds (RFC 3339 section 5.6). The library accepts hour 25 and the 31st of February.
    /// </summary>
    public static bool IsUtcTime(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out _);

    private static bool IsUuid(string text) => Guid.TryParseExact(text, "D", out _);
}
