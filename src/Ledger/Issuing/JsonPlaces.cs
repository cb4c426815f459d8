using System.Globalization;
using System.Text.Json;
using Ledger.Faults;

namespace Ledger.Issuing;

/// <summary>Finds the place that made the strict parser refuse a text, as a JSON Pointer or, where there is none, as a line and byte.</summary>
internal static class JsonPlaces
{
    /// <summary>Takes every well-formed text, however deep and with whatever names.</summary>
    public static JsonDocumentOptions Lenient { get; } = new() { MaxDepth = RecordRequestReader.MaxLength };

    /// <summary>The first object or array that lies deeper than allowed; null when none does.</summary>
    public static string? FindTooDeep(JsonElement element, int levels, string path = "")
    {
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return null;
        }

        return levels == 0 ? path : Children(element, path).Select(child => FindTooDeep(child.Element, levels - 1, child.Path)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The refusal of a text that the strict parser refuses although it is neither malformed nor too deep.</summary>
    public static Refusal DescribeDuplicate(JsonElement root) => Refusal.At(
        IssuingFaults.DuplicateMember, FindDuplicate(root, "") ?? "", "此成员名出现了不止一次。", "This name occurs more than once.");

    /// <summary>The refusal of a text that is no JSON.</summary>
    public static Refusal DescribeMalformed(JsonException problem)
    {
        var line = (problem.LineNumber ?? 0) + 1;
        var column = (problem.BytePositionInLine ?? 0) + 1;
        var isOneLine = line == 1; // A line of a batch has its own number already.
        return Refusal.At(IssuingFaults.Malformed, "",
            string.Create(CultureInfo.InvariantCulture, $"{(isOneLine ? "" : $"第 {line} 行")}第 {column} 字节处无法读取。"),
            string.Create(CultureInfo.InvariantCulture, $"Cannot be read at {(isOneLine ? "" : $"line {line}, ")}byte {column}."));
    }

    private static string? FindDuplicate(JsonElement element, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (child, place) in Children(element, path))
        {
            if ((element.ValueKind is JsonValueKind.Object && !seen.Add(place) ? place : FindDuplicate(child, place)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<(JsonElement Element, string Path)> Children(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(member => (member.Value, JsonPointer.Append(path, NameOf(member)))),
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => (item, JsonPointer.Append(path, index))),
        _ => [],
    };

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return ""; // Half a surrogate pair: it has no text, and is refused for that on its own when nothing else is wrong.
        }
    }
}
