using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;

namespace Ledger.Issuing;

/// <summary>
/// What a node accepts for a record type beyond the published document: schema parts that are wider, and rules that JSON Schema cannot express. The
/// published document never changes, because each record and the chain contain its hash. Immutable.
/// </summary>
internal sealed record TypeAdmission
{
    public static readonly TypeAdmission None = new() { Vct = "", Widened = [], Rules = [] };

    /// <summary>The type that it belongs to.</summary>
    public required string Vct { get; init; }

    /// <summary>Replacements for parts of the published schema. The key is the JSON Pointer of the part.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Widened { get; init; }

    public required ImmutableArray<ClaimRule> Rules { get; init; }

    /// <summary>Reads an admission file.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is not a valid admission. Admission files ship with the program, so this is a bug of the program.
    /// </exception>
    public static TypeAdmission Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, JsonFiles.Strict);
            var root = document.RootElement;
            return new TypeAdmission
            {
                Vct = Text(root, "vct"),
                Widened = [.. root.GetProperty("widened").EnumerateObject().Select(part => KeyValuePair.Create(part.Name, part.Value.GetRawText()))],
                Rules = [.. root.GetProperty("rules").EnumerateArray().Select(ReadRule)],
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("An admission file is not valid: " + problem.Message, problem);
        }
    }

    /// <summary>The published schema with the wider parts, as JSON.</summary>
    /// <exception cref="InvalidDataException">The schema has nothing at one of the places.</exception>
    public string Widen(JsonElement schema)
    {
        if (Widened.IsEmpty)
        {
            return schema.GetRawText();
        }

        var widened = JsonObject.Create(schema)!; // The caller has checked that it is an object.
        foreach (var (pointer, json) in Widened)
        {
            var steps = pointer.Split('/')[1..];
            var parent = steps[..^1].Aggregate((JsonNode?)widened, (node, step) => node?[step]);
            if (parent?[steps[^1]] is null)
            {
                throw new InvalidDataException($"{Vct} has no {pointer} to widen.");
            }

            parent[steps[^1]] = JsonNode.Parse(json);
        }

        return widened.ToJsonString();
    }

    private static ClaimRule ReadRule(JsonElement rule) => Text(rule, "rule") switch
    {
        "order" => new DateOrderRule(TextOr(rule, "in"), Texts(rule, "dates")),
        "past" => new PastRule(Texts(rule, "dates")),
        "social-credit-code" => new SocialCreditCodesRule(Texts(rule, "places")),
        "name" => new PersonNamesRule(Texts(rule, "places")),
        "identity" => new IdentityRule(Text(rule, "type"), Text(rule, "number")),
        "subject-number" => new SubjectNumberRule(Text(rule, "place"), Text(rule, "letter")),
        "ages" => new AgesReachedRule(Text(rule, "on"), Map(rule, "over", value => value.GetInt32())),
        "sum" => new SumRule(Text(rule, "parts"), Text(rule, "total")),
        "distinct" => new DistinctRule(Text(rule, "places")),
        "school-year" => new SchoolYearRule(Text(rule, "place")),
        "at-most" => new AtMostRule(TextOr(rule, "in"), Text(rule, "less"), Text(rule, "more")),
        "fits" => new FitsRule(Text(rule, "place"), Text(rule, "by"), Map(rule, "ranges", value => (value[0].GetInt64(), value[1].GetInt64()))),
        "licence" => new LicenceRule(),
        var name => throw new InvalidDataException($"There is no rule \"{name}\"."),
    };

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static string TextOr(JsonElement from, string name) => from.TryGetProperty(name, out _) ? Text(from, name) : "";

    private static ImmutableArray<string> Texts(JsonElement from, string name) =>
        [.. from.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? throw new FormatException($"{name} has a null."))];

    private static Dictionary<string, T> Map<T>(JsonElement from, string name, Func<JsonElement, T> read) =>
        from.GetProperty(name).EnumerateObject().ToDictionary(member => member.Name, member => read(member.Value), StringComparer.Ordinal);
}
