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

/// <summary>Finds the values a path names: names separated by <c>/</c>, <c>*</c> for each element of an array. Stateless.</summary>
internal static class ClaimPlaces
{
    public const string Root = "/claims";

    /// <summary>Every value at the path, in order; none where something on the way is missing or of another kind.</summary>
    public static IEnumerable<ClaimPlace> Select(ClaimPlace from, string path) =>
        path.Length == 0 ? [from] : path.Split('/').Aggregate((IEnumerable<ClaimPlace>)[from], (places, step) => places.SelectMany(place => Step(place, step)));

    /// <summary>The value and every value in it.</summary>
    public static IEnumerable<ClaimPlace> Walk(ClaimPlace from)
    {
        var children = from.Value.ValueKind switch
        {
            JsonValueKind.Object => from.Value.EnumerateObject().Select(member => new ClaimPlace(JsonPointer.Append(from.Pointer, member.Name), member.Value)),
            JsonValueKind.Array => Step(from, "*"),
            _ => [],
        };
        return children.SelectMany(Walk).Prepend(from);
    }

    private static IEnumerable<ClaimPlace> Step(ClaimPlace place, string step)
    {
        if (step == "*" && place.Value.ValueKind is JsonValueKind.Array)
        {
            return place.Value.EnumerateArray().Select((item, index) => new ClaimPlace(JsonPointer.Append(place.Pointer, index), item));
        }

        return place.Value.ValueKind is JsonValueKind.Object && place.Value.TryGetProperty(step, out var member)
            ? [new ClaimPlace(JsonPointer.Append(place.Pointer, step), member)]
            : [];
    }
}
