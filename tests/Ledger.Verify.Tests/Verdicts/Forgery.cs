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
/// Splits a bundle into its smallest parts and joins them again, as a forger would who knows every format and has no key. Without a change the
/// bundle stays the same.
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
        Entry = JsonNode.Parse(bundle.Entry)!.AsObject(); // an entry is an object
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

    /// <summary>Seals the record again, with the key of the forger.</summary>
    public bool IsResealed { get; set; }

    /// <summary>Lets the entry commit to the changed record.</summary>
    public bool IsRecommitted { get; set; }

    /// <summary>Puts the entry alone into a log of the forger, and changes the anchor to match.</summary>
    public bool HasOwnTree { get; set; }

    /// <summary>Signs the checkpoint again, with the key of the forger in the name of the log.</summary>
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
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(base64Url))!.AsObject(); // the parts of a JWS are objects

    private static string Encode(JsonObject json) => Base64Url.Encode(Encoding.UTF8.GetBytes(json.ToJsonString(Plain)));
}
