using System.Text.Json;

namespace Ledger.Tests.Issuing;

/// <summary>One place in a type's schema: a property or the items of an array, at any depth, with references resolved.</summary>
/// <param name="Path">Names, and <c>*</c> for each element of an array, joined by slashes.</param>
/// <param name="Schema">The schema of the place.</param>
/// <param name="IsAlways">Whether the value is required.</param>
internal sealed record SchemaPlace(string Path, JsonElement Schema, bool IsAlways)
{
    public bool IsArray => Schema.GetProperty("type").GetString() == "array";

    public bool IsObject => Schema.GetProperty("type").GetString() == "object";

    public static IEnumerable<SchemaPlace> Walk(JsonElement schema) => WalkObject(schema, schema, "", isAlways: true);

    private static IEnumerable<SchemaPlace> WalkObject(JsonElement root, JsonElement schema, string path, bool isAlways)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => WalkPlace(
                root, property.Value, path.Length == 0 ? property.Name : path + "/" + property.Name, isAlways && required.Contains(property.Name)))
            : [];
    }

    private static IEnumerable<SchemaPlace> WalkPlace(JsonElement root, JsonElement schema, string path, bool isAlways)
    {
        var place = new SchemaPlace(path, Resolve(root, schema), isAlways);
        var inside = place switch
        {
            { IsObject: true } => WalkObject(root, place.Schema, path, isAlways),
            { IsArray: true } => WalkPlace(root, place.Schema.GetProperty("items"), path + "/*", isAlways && HasAnElement(place.Schema)),
            _ => [],
        };
        return inside.Prepend(place);
    }

    private static bool HasAnElement(JsonElement array) => array.TryGetProperty("minItems", out var least) && least.GetInt32() > 0;

    private static JsonElement Resolve(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..])
            : schema;
}
