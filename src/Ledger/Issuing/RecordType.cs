using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Schemas;
using Ledger.Verify.Entries;
using Ledger.Verify.RecordTypes;

namespace Ledger.Issuing;

/// <summary>
/// One record type: the SD-JWT VC Type Metadata document with three members that this system adds: <c>kind</c>, <c>domain</c> and <c>schema</c>.
/// Immutable; safe for use from any thread.
/// </summary>
public sealed class RecordType
{
    private RecordType(
        TypeMetadata metadata, EntryKind kind, string domain, ClaimsSchema schema, ImmutableArray<ClaimRule> rules, ImmutableArray<byte> octets)
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

    /// <summary><c>education</c>, <c>employment</c>, <c>health</c>, <c>civil-affairs</c>, or <c>any</c> if every department may issue it.</summary>
    public string Domain { get; }

    /// <summary>The schema for the claims of a request: the published schema, with the wider parts of the type's admission file.</summary>
    public ClaimsSchema Schema { get; }

    /// <summary>Further rules for the claims.</summary>
    internal ImmutableArray<ClaimRule> Rules { get; }

    /// <summary>The exact bytes of the document. Their SHA-256 is on chain and in the <c>vct#integrity</c> of each record.</summary>
    public ImmutableArray<byte> Octets { get; }

    /// <summary>Reads a type file.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is not a valid type document. Type files ship with the program, so this is a bug of the program.
    /// </exception>
    public static ValueTask<RecordType> ReadAsync(ImmutableArray<byte> octets, CancellationToken cancellationToken) =>
        ReadAsync(octets, TypeAdmission.None, cancellationToken);

    /// <summary>Reads a type file together with its admission.</summary>
    /// <exception cref="InvalidDataException">The file is not a valid type document, or the admission does not fit it.</exception>
    internal static async ValueTask<RecordType> ReadAsync(ImmutableArray<byte> octets, TypeAdmission admission, CancellationToken cancellationToken)
    {
        if (!TypeMetadata.TryParse(octets.AsSpan(), out var metadata, out var refusal))
        {
            throw new InvalidDataException($"A record type file is not valid: {refusal.Fault} at {refusal.Place}.");
        }

        using var document = JsonDocument.Parse(octets.AsMemory());
        var kind = ReadText(document.RootElement, "kind", metadata) switch
        {
            "certificate" => EntryKind.Certificate,
            "decision" => EntryKind.Decision,
            "consent" => EntryKind.Consent,
            _ => throw new InvalidDataException($"{metadata.Vct} has an unknown kind."),
        };
        var domain = ReadText(document.RootElement, "domain", metadata);
        var schema = await ReadSchemaAsync(document.RootElement, metadata, admission, cancellationToken);
        return new RecordType(metadata, kind, domain, schema, admission.Rules, octets);
    }

    private static string ReadText(JsonElement root, string name, TypeMetadata metadata) =>
        root.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String && member.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{metadata.Vct} lacks the text \"{name}\".");

    private static async ValueTask<ClaimsSchema> ReadSchemaAsync(
        JsonElement root, TypeMetadata metadata, TypeAdmission admission, CancellationToken cancellationToken)
    {
        if (!root.TryGetProperty("schema"u8, out var schema) || schema.ValueKind is not JsonValueKind.Object)
        {
            throw new InvalidDataException($"{metadata.Vct} lacks the object \"schema\".");
        }

        try
        {
            return await ClaimsSchema.ReadAsync(admission.Widen(schema), cancellationToken);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{metadata.Vct} has a schema that cannot be used. {problem.Message}", problem);
        }
    }
}
