using System.Text.Json;
using Ledger.Schemas;

namespace Ledger.Issuing;

/// <summary>
/// Finds the values at a path. The path consists of names separated by <c>/</c>; <c>*</c> stands for each element of an array. Stateless.
/// </summary>
internal static class ClaimPlaces
{
    public const string Root = "/claims";

    /// <summary>Every value at the path, in order. Empty if a part of the path is missing or has another kind.</summary>
    public static IEnumerable<ClaimPlace> Select(ClaimPlace from, string path) =>
        path.Length == 0 ? [from] : path.Split('/').Aggregate((IEnumerable<ClaimPlace>)[from], (places, step) => places.SelectMany(place => Step(place, step)));

    /// <summary>The value and all values inside it.</summary>
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
