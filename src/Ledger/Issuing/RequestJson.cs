using System.Globalization;
using System.Text.Json;
using Ledger.Files;
using Ledger.Schemas;
using Ledger.Verify.Faults;

namespace Ledger.Issuing;

/// <summary>
/// Parses the JSON of a request strictly by RFC 8259. Rejects duplicate names, deep nesting, numbers that are not whole and texts that are not
/// Unicode. Stateless.
/// </summary>
internal static class RequestJson
{
    private const int MaxPlaces = 100;

    /// <summary>
    /// Returns the document, which the caller disposes, or the first error with its place. Skips a byte order mark (RFC 8259 section 8.1).
    /// </summary>
    public static Outcome<JsonDocument> Parse(ReadOnlyMemory<byte> utf8, int maxDepth)
    {
        if (TextEncodings.FindUtf16(utf8.Span) is not null)
        {
            return IssuingFaults.NotUtf8;
        }

        utf8 = utf8[TextEncodings.MarkLength(utf8.Span)..];
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = maxDepth });
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return Explain(utf8, maxDepth); // InvalidOperationException: a member name is not valid Unicode and cannot be compared.
        }

        if (NumbersAndText.Check(document.RootElement, utf8.Span) is { } refusal)
        {
            document.Dispose();
            return refusal;
        }

        return document;
    }

    // The parser throws the same exception for every error. A second read, which checks only the grammar, finds which rule was broken.
    private static Refusal Explain(ReadOnlyMemory<byte> utf8, int maxDepth)
    {
        try
        {
            if (FindTooDeep(utf8.Span, maxDepth) is { } place)
            {
                return Refusal.At(IssuingFaults.TooDeep, place, "从此处起嵌套过深。", "It is nested too deep from here on.");
            }

            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth });
            return NumbersAndText.Check(document.RootElement, utf8.Span) is { Fault: var fault } refusal && fault == IssuingFaults.TextNotValid
                ? refusal
                : NameTwice(document.RootElement);
        }
        catch (JsonException problem)
        {
            var line = (problem.LineNumber ?? 0) + 1;
            var column = (problem.BytePositionInLine ?? 0) + 1;
            var isOneLine = line == 1; // A line of a batch has its own line number.
            return Refusal.At(IssuingFaults.Malformed, "",
                string.Create(CultureInfo.InvariantCulture, $"{(isOneLine ? "" : $"第 {line} 行")}第 {column} 字节处无法读取。"),
                string.Create(CultureInfo.InvariantCulture, $"Cannot be read at {(isOneLine ? "" : $"line {line}, ")}byte {column}."));
        }
    }

    /// <summary>
    /// Finds the first object or array that is nested too deeply. Reads token by token, because building such a document takes minutes.
    /// </summary>
    private static string? FindTooDeep(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        var open = new Stack<OpenValue>();
        var place = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    place = JsonPointer.Append(open.Peek().Path, ReadName(ref reader));
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    continue;
            }

            if (open.TryPeek(out var around) && around.IsArray)
            {
                place = JsonPointer.Append(around.Path, around.Elements++);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (open.Count == maxDepth)
                {
                    return place;
                }

                open.Push(new OpenValue(place, reader.TokenType is JsonTokenType.StartArray));
            }
        }

        return null;
    }

    private static string ReadName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "?"; // Not valid Unicode. Reported as such, unless something is nested too deeply.
        }
    }

    private static Refusal NameTwice(JsonElement root)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        CollectNamesTwice(root, "", found);
        return new Refusal(IssuingFaults.DuplicateMember, [.. found.Order(StringComparer.Ordinal).Take(MaxPlaces)
            .Select(place => new Violation(place, new LocalizedText("成员名重复。", "The name occurs twice.")))]);
    }

    private static void CollectNamesTwice(JsonElement element, string path, HashSet<string> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var children = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(member => (JsonPointer.Append(path, member.Name), member.Value)),
            JsonValueKind.Array => element.EnumerateArray().Select((item, index) => (JsonPointer.Append(path, index), item)),
            _ => [],
        };
        foreach (var (place, value) in children)
        {
            if (!seen.Add(place))
            {
                found.Add(place);
            }

            CollectNamesTwice(value, place, found);
        }
    }

    private sealed class OpenValue(string path, bool isArray)
    {
        public string Path { get; } = path;

        public bool IsArray { get; } = isArray;

        public int Elements { get; set; }
    }
}
