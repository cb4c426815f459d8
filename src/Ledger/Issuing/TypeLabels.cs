using System.Text.Json;
using Ledger.Verify.RecordTypes;

namespace Ledger.Issuing;

/// <summary>
/// The labels of a record type for its claims and their codes. They are taken only from the file whose hash the record states (<c>vct#integrity</c>).
/// Immutable.
/// </summary>
public sealed class TypeLabels
{
    private readonly JsonElement _schema;

    private TypeLabels(TypeMetadata metadata, JsonElement schema)
    {
        Metadata = metadata;
        _schema = schema;
    }

    public TypeMetadata Metadata { get; }

    /// <summary>The labels for a record's claims. Null if no available file has the hash that the record states.</summary>
    /// <param name="claims">The claims, including those in clear text.</param>
    /// <param name="file">A type file that came with the record. It is not trusted. Empty if there is none.</param>
    public static TypeLabels? Find(JsonElement claims, ReadOnlySpan<byte> file)
    {
        if (claims.ValueKind is not JsonValueKind.Object || !claims.TryGetProperty("vct#integrity"u8, out var named)
            || named.ValueKind is not JsonValueKind.String || named.GetString() is not { } integrity)
        {
            return null;
        }

        var octets = TypeMetadata.IntegrityOf(file) == integrity ? [.. file] : RecordTypeFiles.Find(integrity);
        return octets.IsEmpty || !TypeMetadata.TryParse(octets.AsSpan(), out var metadata, out _) ? null
            : JsonElement.Parse(octets.AsSpan()) is var document && document.TryGetProperty("schema"u8, out var schema) ? new TypeLabels(metadata, schema)
            : new TypeLabels(metadata, default);
    }

    /// <summary>The meaning of a claim's code. Null if the type does not state it.</summary>
    public string? FindMeaning(ClaimPath path, string code, string locale) =>
        FindSchema(path) is { ValueKind: JsonValueKind.Object } schema
        && schema.TryGetProperty("x-labels"u8, out var codes) && codes.ValueKind is JsonValueKind.Object
        && codes.TryGetProperty(code, out var texts) && texts.ValueKind is JsonValueKind.Object
        && texts.TryGetProperty(locale, out var text) && text.ValueKind is JsonValueKind.String
            ? text.GetString()
            : null;

    private JsonElement? FindSchema(ClaimPath path)
    {
        JsonElement? at = Resolve(_schema);
        foreach (var segment in path.Segments)
        {
            var next = segment.Name is { } name ? Member(Member(at, "properties"), name) : Member(at, "items");
            at = next is { } found ? Resolve(found) : null;
        }

        return at;
    }

    // Type files use only the form "#/definitions/name".
    private JsonElement? Resolve(JsonElement schema) =>
        Member(schema, "$ref") is { ValueKind: JsonValueKind.String } reference
            ? Member(Member(_schema, "definitions"), reference.GetString()!.Split('/')[^1])
            : schema;

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var member) ? member : null;
}
