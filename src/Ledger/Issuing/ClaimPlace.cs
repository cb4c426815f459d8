using System.Globalization;
using System.Text.Json;

namespace Ledger.Issuing;

/// <summary>One value found in the claims, and where: a JSON Pointer from the request's root.</summary>
internal readonly record struct ClaimPlace(string Pointer, JsonElement Value)
{
    /// <summary>The text; null when it is none.</summary>
    public string? Text => Value.ValueKind is JsonValueKind.String ? Value.GetString() : null;

    /// <summary>The whole number; null when it is none.</summary>
    public long? Number => Value.ValueKind is JsonValueKind.Number && Value.TryGetInt64(out var number) ? number : null;

    /// <summary>The date, or the date of the time; null when the text is neither.</summary>
    public DateOnly? Date => Text is { Length: >= 10 } text && (text.Length == 10 || text[10] == 'T')
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
