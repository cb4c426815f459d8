using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Entries;
using Ledger.Verify.RecordTypes;
using NJsonSchema;

namespace Ledger.Issuing;

/// <summary>
/// One record type: the SD-JWT VC Type Metadata document, and the three members this system adds to it: <c>kind</c>, <c>domain</c>
/// and <c>schema</c>. Immutable; safe for use from any thread.
/// </summary>
public sealed class RecordType
{
    private RecordType(
        TypeMetadata metadata, EntryKind kind, string domain, JsonSchema schema, ImmutableArray<ClaimRule> rules, ImmutableArray<byte> octets)
    {
        Rules = rules;
        Metadata = metadata;
        Kind = kind;
        Domain = domain;
        Schema = schema;
        Octets = octets;
    }

    public TypeMetadata Metadata { get; }

    /// <summary>Certificate, decision or consent.</summary>
    public EntryKind Kind { get; }

    /// <summary><c>education</c>, <c>employment</c>, <c>health</c>, <c>civil-affairs</c>, or <c>any</c> when every department may issue it.</summary>
    public string Domain { get; }

    /// <summary>What the claims of a request must look like: the published schema, wider where the type's admission file says so.</summary>
    public JsonSchema Schema { get; }

    /// <summary>What must hold among the claims beside.</summary>
    internal ImmutableArray<ClaimRule> Rules { get; }

    /// <summary>The document's exact octets; their SHA-256 is on chain and in each record's <c>vct#integrity</c>.</summary>
    public ImmutableArray<byte> Octets { get; }

    /// <summary>Reads a type file.</summary>
    /// <exception cref="InvalidDataException">It is not a type document. Type files ship with the program, so this is its own error.</exception>
    public static ValueTask<RecordType> ReadAsync(ImmutableArray<byte> octets, CancellationToken cancellationToken) =>
        ReadAsync(octets, TypeAdmission.None, cancellationToken);

    /// <summary>Reads a type file and what is admitted beside it.</summary>
    /// <exception cref="InvalidDataException">They are not a type document and its admission.</exception>
    internal static async ValueTask<RecordType> ReadAsync(ImmutableArray<byte> octets, TypeAdmission admission, CancellationToken cancellationToken)
    {
        if (!TypeMetadata.TryParse(octets.AsSpan(), out var metadata, out var refusal))
        {
            throw new InvalidDataException($"A record type file is not valid: {refusal.Fault} at {refusal.Place}.");
        }

        using var document = JsonDocument.Parse(octets.AsMemory());
        var kind = TextOf(document.RootElement, "kind", metadata) switch
        {
            "certificate" => EntryKind.Certificate,
            "decision" => EntryKind.Decision,
            "consent" => EntryKind.Consent,
            _ => throw new InvalidDataException($"{metadata.Vct} has an unknown kind."),
        };
        var domain = TextOf(document.RootElement, "domain", metadata);
        var schema = await ReadSchemaAsync(document.RootElement, metadata, admission, cancellationToken);
        return new RecordType(metadata, kind, domain, schema, admission.Rules, octets);
    }

    private static string TextOf(JsonElement root, string name, TypeMetadata metadata) =>
        root.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String && member.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{metadata.Vct} lacks the text \"{name}\".");

    private static async ValueTask<JsonSchema> ReadSchemaAsync(
        JsonElement root, TypeMetadata metadata, TypeAdmission admission, CancellationToken cancellationToken)
    {
        if (!root.TryGetProperty("schema"u8, out var schema) || schema.ValueKind is not JsonValueKind.Object)
        {
            throw new InvalidDataException($"{metadata.Vct} lacks the object \"schema\".");
        }

        if (LeadsOutside(schema))
        {
            throw new InvalidDataException($"{metadata.Vct} has a schema that refers to another document.");
        }

        try
        {
            return await JsonSchema.FromJsonAsync(admission.Widen(schema), cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is not (OperationCanceledException or OutOfMemoryException))
        {
            // The library has many exceptions for the same finding.
            throw new InvalidDataException($"{metadata.Vct} has a schema that cannot be read.", unreadable);
        }
    }

    // The library would fetch it over the network, at every start.
    private static bool LeadsOutside(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member =>
            (member.NameEquals("$ref"u8) && member.Value.ValueKind is JsonValueKind.String && member.Value.GetString() is not ['#', ..])
            || LeadsOutside(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(LeadsOutside),
        _ => false,
    };
}
