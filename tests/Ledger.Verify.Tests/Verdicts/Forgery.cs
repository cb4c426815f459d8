using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>
/// A bundle taken apart to its smallest parts and put together again by somebody who knows every format but holds none of the keys.
/// Without a change it comes out as it went in.
/// </summary>
internal sealed class Forgery
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SignedNote _note;

    public Forgery(Scenario original)
    {
        var bundle = original.Bundle;
        var parts = bundle.Record.Split('~');
        var jws = parts[0].Split('.');
        (Header, Payload, Signature) = (ReadObject(jws[0]), ReadObject(jws[1]), jws[2]);
        Disclosures = [.. parts[1..^1]];
        Entry = JsonNode.Parse(bundle.Entry)!.AsObject(); // An entry is an object.
        Salt = [.. bundle.Salt];
        Index = original.Proof.Index;
        Hashes = [.. original.Proof.Hashes];
        Checkpoint = original.Checkpoint;
        _note = SignedNote.TryParse(original.Proof.Checkpoint, out var note)
            ? note
            : throw new ArgumentException("No note.", nameof(original));
        Signatures = [.. _note.Signatures];
        Anchor = original.Anchor;
    }

    public static Es256Signer SealKey { get; } = Es256Signer.Generate();

    public static Ed25519NoteSigner LogKey { get; } = TestDepartment.NewLogKey(TestDepartment.Education.Origin);

    public JsonObject Header { get; }

    public JsonObject Payload { get; }

    public string Signature { get; set; }

    public List<string> Disclosures { get; set; }

    public JsonObject Entry { get; set; }

    public byte[] Salt { get; set; }

    public long Index { get; set; }

    public List<Digest> Hashes { get; set; }

    public Checkpoint Checkpoint { get; set; }

    public List<NoteSignature> Signatures { get; set; }

    public BundleAnchor Anchor { get; set; }

    /// <summary>Sealed again, with the forger's key.</summary>
    public bool IsResealed { get; set; }

    /// <summary>The entry commits to what the record has become.</summary>
    public bool IsRecommitted { get; set; }

    /// <summary>The entry is the only one of a log of the forger's, and the anchor says so.</summary>
    public bool HasOwnTree { get; set; }

    /// <summary>The checkpoint is signed again, with the forger's key in the log's name.</summary>
    public bool IsResigned { get; set; }

    public byte[] ToUtf8()
    {
        var input = $"{Encode(Header)}.{Encode(Payload)}";
        var signature = IsResealed ? Base64Url.Encode(SealKey.Sign(Encoding.ASCII.GetBytes(input))) : Signature;
        var issuerJwt = $"{input}.{signature}";
        if (IsRecommitted)
        {
            Entry["commitment"] = Base64Url.Encode(Commitment.Compute(Salt, Encoding.ASCII.GetBytes(issuerJwt)).ToArray());
        }

        var entry = Entry.ToJsonString(Plain);
        if (HasOwnTree)
        {
            Checkpoint = Checkpoint with { Size = 1, Root = TreeHash.Leaf(Encoding.UTF8.GetBytes(entry)) };
            (Index, Hashes) = (0, []);
            Anchor = Anchor with { Size = Checkpoint.Size, Root = Checkpoint.Root };
        }

        var text = Checkpoint.ToText();
        var note = IsResigned ? SignedNote.Sign(text, LogKey) : _note with { Text = text, Signatures = [.. Signatures] };
        return new RecordBundle(
            string.Join('~', [issuerJwt, .. Disclosures, ""]), entry, [.. Salt],
            new TlogProof(Index, [.. Hashes], note.ToString()).ToString(), Anchor).ToUtf8();
    }

    private static JsonObject ReadObject(string base64Url) =>
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(base64Url))!.AsObject(); // A JWS's parts are objects.

    private static string Encode(JsonObject json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json.ToJsonString(Plain)));
}
