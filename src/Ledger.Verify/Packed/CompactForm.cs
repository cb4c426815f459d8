using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Packed;

/// <summary>
/// The form of a bundle as this system makes them: a text that compresses, and bytes that do not. What follows from the rest is left out: the
/// commitment from salt and seal, the root from entry and path, the id of the department from the origin of its log, digests from disclosures. Stateless.
/// </summary>
internal static class CompactForm
{
    private const int NoteSignatureLength = 64;
    private const char Separator = '\0';

    /// <summary>
    /// Takes a bundle apart. It does not check that the parts give the bundle back; the caller does, because nothing else finds every difference.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="text">Header, payload, origin and disclosures, each without its hashes, separated by NUL.</param>
    /// <param name="rest">The bytes.</param>
    /// <returns>False when the bundle has another shape.</returns>
    public static bool TryTake(RecordBundle bundle, [NotNullWhen(true)] out byte[]? text, [NotNullWhen(true)] out byte[]? rest)
    {
        (text, rest) = (null, null);
        if (!LogEntry.TryParse(Encoding.UTF8.GetBytes(bundle.Entry), out var entry) || entry.Status is not null
            || !TlogProof.TryParse(bundle.Proof, out var proof)
            || !SignedNote.TryParse(proof.Checkpoint, out var note) || note.Signatures is not [{ Signature.Length: NoteSignatureLength } line]
            || !Checkpoint.TryParse(note.Text, out var checkpoint) || InclusionProof.CountHashes(proof.Index, checkpoint.Size) != proof.Hashes.Length)
        {
            return false;
        }

        var output = new PackedWriter();
        var id = Guid.ParseExact(entry.Id, "D"); // LogEntry reads no other form.
        output.Bytes(id.ToByteArray(bigEndian: true));
        output.Bytes(bundle.Salt.AsSpan());
        output.Number(entry.At);
        output.Byte((byte)entry.Kind);
        output.Number(proof.Index);
        output.Number(checkpoint.Size);
        proof.Hashes.ToList().ForEach(hash => output.Bytes(hash.ToArray()));
        output.Number(line.KeyId);
        output.Bytes(line.Signature.AsSpan());
        TakeAnchor(bundle.Anchor, output);
        if (CompactRecord.Take(bundle.Record, id, output) is not { } record)
        {
            return false;
        }

        text = [.. record[0], 0, .. record[1], 0, .. Encoding.UTF8.GetBytes(checkpoint.Origin), .. record.Skip(2).SelectMany(one => one.Prepend((byte)0))];
        rest = output.ToArray();
        return true;
    }

    /// <summary>Puts a bundle together again.</summary>
    /// <returns>The bundle. Null when the parts do not make one, or are not used up.</returns>
    public static RecordBundle? Give(byte[] text, ReadOnlySpan<byte> rest)
    {
        var parts = Split(text);
        if (parts is not [var header, var payload, var origin, .. var disclosures])
        {
            return null;
        }

        var input = new PackedReader(rest);
        var id = PackedJson.ReadId(ref input);
        var salt = input.Bytes(Commitment.SaltLength).ToArray();
        var (at, kind, index, size) = (input.Number(), input.Byte(), input.Number(), input.Number());
        var hashes = new Digest[InclusionProof.CountHashes(index, size)];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = input.Digest();
        }

        var (keyId, signature) = (input.Number(), input.Bytes(NoteSignatureLength).ToArray());
        var anchor = GiveAnchor(ref input);
        var record = CompactRecord.Give(header, payload, disclosures, id, ref input);
        if (record is null || !input.IsGood || !input.IsAtEnd || !Enum.IsDefined((EntryKind)kind) || (EntryKind)kind is EntryKind.Status
            || keyId > uint.MaxValue || !TryReadText(origin, out var name))
        {
            return null;
        }

        var commitment = Commitment.Compute(salt, Encoding.ASCII.GetBytes(record[..record.IndexOf('~', StringComparison.Ordinal)]));
        var entry = new LogEntry(at, commitment, id.ToString("D", CultureInfo.InvariantCulture), (EntryKind)kind, null).ToUtf8();
        if (InclusionProof.ComputeRoot(index, size, TreeHash.Leaf(entry), hashes) is not { } root)
        {
            return null;
        }

        var note = new SignedNote(new Checkpoint(name, size, root).ToText(), [new NoteSignature(name, (uint)keyId, [.. signature])]);
        var proof = new TlogProof(index, [.. hashes], note.ToString());
        var complete = anchor is null ? null : anchor with { Department = OnChainId.OfDepartment(name), Size = size, Root = root };
        return new RecordBundle(record, Encoding.ASCII.GetString(entry), [.. salt], proof.ToString(), complete);
    }

    private static void TakeAnchor(BundleAnchor? anchor, PackedWriter output)
    {
        output.Byte(anchor is null ? (byte)0 : (byte)1);
        if (anchor is not null)
        {
            output.Number(anchor.ChainId);
            output.Bytes(anchor.Registry.ToArray());
            output.Bytes(anchor.Contract.ToArray());
            output.Number(anchor.Block);
            output.Bytes(anchor.BlockHash.ToArray());
            output.Bytes(anchor.Transaction.ToArray());
        }
    }

    /// <returns>The anchor without department, size and root, which follow.</returns>
    private static BundleAnchor? GiveAnchor(ref PackedReader input)
    {
        if (input.Byte() == 0)
        {
            return null;
        }

        var chain = input.Number();
        var (registry, contract) = (GiveAddress(ref input), GiveAddress(ref input));
        return new BundleAnchor(chain, registry, contract, default, 0, default, input.Number(), input.Digest(), input.Digest());
    }

    private static ChainAddress GiveAddress(ref PackedReader input) =>
        ChainAddress.TryRead(input.Bytes(ChainAddress.Length), out var address) ? address : default;

    private static byte[][] Split(ReadOnlySpan<byte> text)
    {
        var parts = new List<byte[]>();
        foreach (var range in text.Split((byte)Separator))
        {
            parts.Add(text[range].ToArray());
        }

        return [.. parts];
    }

    private static bool TryReadText(byte[] utf8, out string text)
    {
        text = Encoding.UTF8.GetString(utf8);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(utf8);
    }
}
