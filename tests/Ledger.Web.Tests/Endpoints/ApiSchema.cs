using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>A schema of the committed API description. Compares JSON with it.</summary>
internal sealed class ApiSchema(JsonNode schema)
{
    private static readonly JsonObject Components = JsonNode.Parse(File.ReadAllText(ApiDocument.Path))!["components"]!["schemas"]!.AsObject();

    public static IEnumerable<string> Names => Components.Select(pair => pair.Key);

    public static ApiSchema Find(string name) => new(Components[name]!);

    /// <summary>Each property by name, with the description on the property itself.</summary>
    public IEnumerable<(string Name, string? Description)> Properties =>
        (schema["properties"]?.AsObject() ?? []).Select(pair => (pair.Key, (string?)pair.Value!["description"]));

    public bool Requires(string property) => Required.Contains(property);

    public bool IsNullable(string property) => AllowsNull(schema["properties"]![property]!);

    /// <summary>Finds the schema of the first successful JSON answer of an operation.</summary>
    public static ApiSchema FindAnswer(JsonNode operation) => new(operation["responses"]!.AsObject().First(response => response.Key.StartsWith('2'))
        .Value!["content"]!["application/json"]!["schema"]!);

    /// <summary>Finds every place where JSON differs from the schema.</summary>
    public IEnumerable<string> Differences(JsonNode? json) => Differences(schema, json, "");

    private IEnumerable<string> Required => schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];

    private static IEnumerable<string> Differences(JsonNode schema, JsonNode? json, string place)
    {
        if (json is null)
        {
            return AllowsNull(schema) ? [] : [$"{place} is null"];
        }

        var resolved = Resolve(schema);
        return json switch
        {
            JsonObject members when resolved["properties"] is JsonObject properties =>
            [
                .. members.Where(member => !properties.ContainsKey(member.Key)).Select(member => $"{place}/{member.Key} is not described"),
                .. new ApiSchema(resolved).Required.Where(name => !members.ContainsKey(name)).Select(name => $"{place}/{name} is missing"),
                .. members.Where(member => properties.ContainsKey(member.Key)).SelectMany(member => Differences(properties[member.Key]!, member.Value, $"{place}/{member.Key}")),
            ],
            JsonArray items => resolved["items"] is { } of ? items.SelectMany((item, i) => Differences(of, item, $"{place}/{i}")) : [$"{place} is a list"],
            JsonValue value when resolved["enum"] is JsonArray words => words.Any(word => JsonNode.DeepEquals(word, value)) ? [] : [$"{place} is {value}"],
            _ => [],
        };
    }

    private static JsonNode Resolve(JsonNode schema)
    {
        if (schema["oneOf"] is JsonArray choice)
        {
            return Resolve(choice.Single(one => (string?)one!["$ref"] is not null)!);
        }

        return (string?)schema["$ref"] is { } reference ? Components[reference.Split('/')[^1]]! : schema;
    }

    private static bool AllowsNull(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Any(type => type!.GetValue<string>() == "null"),
        _ => schema["oneOf"]?.AsArray().Any(one => one!["type"] is JsonValue type && type.GetValue<string>() == "null") ?? false,
    };
}
