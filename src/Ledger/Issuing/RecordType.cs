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
    private RecordType(TypeMetadata metadata, EntryKind kind, string domain, JsonSchema schema, ImmutableArray<byte> octets)
    {
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

    /// <summary>What the claims of a request must look like.</summary>
    public JsonSchema Schema { get; }

    /// <summary>The document's exact octets; their SHA-256 is on chain and in each record's <c>vct#integrity</c>.</summary>
    public ImmutableArray<byte> Octets { get; }

    /// <summary>Reads a type file.</summary>
    /// <exception cref="InvalidDataException">It is not a type document. Type files ship with the program, so this is its own error.</exception>
    public static async ValueTask<RecordType> ReadAsync(ImmutableArray<byte> octets, CancellationToken cancellationToken)
    {
        if (!TypeMetadata.TryParse(octets.AsSpan(), out var metadata, out var refusal))
        {
            throw new InvalidDataException($"A record type file is not valid: {refusal.Fault} at {refusal.Place}.");
        }

        using var document = JsonDocument.Parse(octets.AsMemory());
        var root = document.RootElement;
        var kind = root.GetProperty("kind").GetString() switch
        {
            "certificate" => EntryKind.Certificate,
            "decision" => EntryKind.Decision,
            "consent" => EntryKind.Consent,
            _ => throw new InvalidDataException($"{metadata.Vct} has an unknown kind."),
        };
        var schema = await JsonSchema.FromJsonAsync(root.GetProperty("schema").GetRawText(), cancellationToken);
        return new RecordType(metadata, kind, root.GetProperty("domain").GetString() ?? "", schema, octets);
    }
}
