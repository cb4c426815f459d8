using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// A bundle after reading: the questions for a chain, and the fault of its form, if there is one. When the file could not be read as a bundle,
/// <see cref="Unread"/> says why, and there is no verdict about a record. Immutable.
/// </summary>
public sealed class OpenedBundle
{
    private const string LogSuffix = "/log";

    private OpenedBundle(Fault? fault, string place)
    {
        Fault = fault;
        Place = place;
    }

    /// <summary>The questions to ask a chain. Null when the form is wrong, because no answer would help then.</summary>
    public BundleQuestions? Questions { get; private init; }

    /// <summary>Why the file could not be read as a bundle. It says nothing about any record. Null when the file was read completely.</summary>
    public Fault? Unread { get; private init; }

    /// <summary>Where the form is wrong: the name of a member, <c>size</c>, <c>json</c> or <c>form</c>. Empty when the form is right.</summary>
    public string Place { get; }

    internal Fault? Fault { get; }

    internal DecodedBundle? Parts { get; private init; }

    internal static OpenedBundle Read(ReadOnlyMemory<byte> utf8)
    {
        if (!RecordBundle.TryRead(utf8, out var bundle, out var fault, out var place))
        {
            var unread = fault switch
            {
                BundleFault.ValueMalformed => null,
                BundleFault.NotABundle => Findings.NotABundle,
                _ => Findings.BundleNotSupported,
            };
            return new OpenedBundle(unread ?? Findings.PartMalformed, place) { Unread = unread };
        }

        if (!SdJwt.TryParse(bundle.Record, out var record, out var refusal))
        {
            return new OpenedBundle(Findings.PartMalformed, $"record: {refusal.Place}");
        }

        var entryText = Encoding.UTF8.GetBytes(bundle.Entry);
        if (!LogEntry.TryParse(entryText, out var entry))
        {
            return new OpenedBundle(Findings.PartMalformed, "entry");
        }

        return TlogProof.TryParse(bundle.Proof, out var proof)
            && SignedNote.TryParse(proof.Checkpoint, out var note)
            && Checkpoint.TryParse(note.Text, out var checkpoint)
                ? Ask(new DecodedBundle(bundle, record, entry, entryText, proof, note, checkpoint) { Thumbprint = default })
                : new OpenedBundle(Findings.PartMalformed, "proof");
    }

    // The questions need the type and the key that the record names, so the payload must be readable.
    private static OpenedBundle Ask(DecodedBundle parts)
    {
        var payload = parts.Record.Jws.Payload;
        var hasType = payload.TryGetProperty("vct"u8, out var type) && type.ValueKind is System.Text.Json.JsonValueKind.String;
        if (!hasType || parts.Record.KeyId is not { } kid || !Base64Url.TryDecode(kid, out var bytes) || !Digest.TryRead(bytes, out var thumbprint))
        {
            return new OpenedBundle(Findings.PartMalformed, hasType ? "record: header.kid" : "record: vct");
        }

        return new OpenedBundle(null, "")
        {
            Parts = parts with { Thumbprint = thumbprint },
            Questions = new BundleQuestions(
                parts.Checkpoint.Origin, thumbprint, type.GetString() ?? "",
                OnChainId.OfRecord(Guid.ParseExact(parts.Entry.Id, "D")), parts.Bundle.Anchor?.Size)
            {
                AnchoredOn = parts.Bundle.Anchor is { } anchor ? new ChainPlace(anchor.ChainId, anchor.Registry, anchor.Contract) : null,
            },
        };
    }

    /// <summary>
    /// The only issuer whose records belong in a log: <c>https://{host}/{department}</c> for the origin <c>{host}/{department}/log</c>.
    /// </summary>
    internal static string? IssuerOf(string origin) =>
        origin.EndsWith(LogSuffix, StringComparison.Ordinal) ? "https://" + origin[..^LogSuffix.Length] : null;
}
