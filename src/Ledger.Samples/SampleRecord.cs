using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>One record to issue: a line of <c>ledger sample</c>, of <c>ledger import</c> and of the batch route.</summary>
public sealed record SampleRecord
{
    /// <summary>
    /// The format of a line: compact, with Chinese text in UTF-8 instead of <c>\u</c> escapes. The relaxed encoder is right for a file of JSON
    /// lines but would be wrong inside an HTML page.
    /// </summary>
    public static JsonWriterOptions LineOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
        SkipValidation = true,
    };

    /// <summary>The number of the resident; 1 for the first resident of the city. It is not written.</summary>
    public required long Resident { get; init; }

    /// <summary>The idempotency key: the same for the same seed, date, resident and record.</summary>
    public required string Key { get; init; }

    /// <summary><c>education</c>, <c>employment</c>, <c>health</c> or <c>civil-affairs</c>.</summary>
    public required string Department { get; init; }

    /// <summary>The record type's <c>vct</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The resident, as the <c>subject</c> of an issuing request.</summary>
    public required JsonObject Subject { get; init; }

    /// <summary>The claims, as the type's schema describes them.</summary>
    public required JsonObject Claims { get; init; }

    /// <summary>The first day. Written as the start of that day in UTC.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day, or null when the record never expires. Written as the start of the next day in UTC.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Writes the record as one JSON object, without a line feed. Use a writer with <see cref="LineOptions"/>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);

        writer.WriteStartObject();
        writer.WriteString("key"u8, Key);
        writer.WriteString("department"u8, Department);
        writer.WriteString("type"u8, Type);
        writer.WritePropertyName("subject"u8);
        Subject.WriteTo(writer);
        writer.WritePropertyName("claims"u8);
        Claims.WriteTo(writer);
        writer.WriteString("validFrom"u8, FormatStart(ValidFrom));
        if (LastDay is { } last)
        {
            // RFC 7519 section 4.1.4: a token is refused at or after "exp", so the end of the last day is the start of the next one.
            writer.WriteString("validUntil"u8, FormatStart(last.AddDays(1)));
        }

        writer.WriteEndObject();
    }

    private static string FormatStart(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
}
