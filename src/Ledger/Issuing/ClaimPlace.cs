using System.Globalization;
using System.Text.Json;

namespace Ledger.Issuing;

/// <summary>One value in the claims, with its place: a JSON Pointer from the root of the request.</summary>
internal readonly record struct ClaimPlace(string Pointer, JsonElement Value)
{
    /// <summary>The text. Null if the value is not text.</summary>
    public string? Text => Value.ValueKind is JsonValueKind.String ? Value.GetString() : null;

    /// <summary>The whole number. Null if the value is not one.</summary>
    public long? Number => Value.ValueKind is JsonValueKind.Number && Value.TryGetInt64(out var number) ? number : null;

    /// <summary>The date, also that of a date with time. Null if the text is neither.</summary>
    public DateOnly? Date => Text is { Length: >= 10 } text && (text.Length == 10 || text[10] == 'T')
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
