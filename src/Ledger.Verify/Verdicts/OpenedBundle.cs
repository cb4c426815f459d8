using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// A bundle taken apart: what has to be asked of a chain, and what is wrong with its form, if anything. Reading comes before judging: of
/// what could not be read as a bundle, <see cref="Unread"/> says why, and no verdict is about it. Immutable.
/// </summary>
public sealed class OpenedBundle
{
    private const string LogSuffix = "/log";

    private OpenedBundle(Finding? fault, string place)
    {
        Fault = fault;
        Place = place;
    }

    /// <summary>What has to be asked of a chain; null when the form is wrong, because then nothing would help.</summary>
    public BundleQuestions? Questions { get; private init; }

    /// <summary>Why the file could not be read as a bundle, which says nothing about any record; null when it was read whole.</summary>
    public Finding? Unread { get; private init; }

    /// <summary>Where the form is wrong: a member's name, <c>size</c>, <c>json</c> or <c>form</c>; empty when nothing is.</summary>
    public string Place { get; }

    internal Finding? Fault { get; }

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

    // The issuer's word for itself must be readable to ask anything: type and key are what the chain is asked about.
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

    /// <summary>The only issuer whose records belong into a log: <c>https://{host}/{department}</c> for <c>{host}/{department}/log</c>.</summary>
    internal static string? IssuerOf(string origin) =>
        origin.EndsWith(LogSuffix, StringComparison.Ordinal) ? "https://" + origin[..^LogSuffix.Length] : null;
}
