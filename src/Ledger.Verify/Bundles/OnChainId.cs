using System.Text;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Digests;

namespace Ledger.Verify.Bundles;

/// <summary>The 32-byte names that departments, record types and records have in the contracts. Stateless.</summary>
public static class OnChainId
{
    /// <summary>Keccak-256 of the log's origin.</summary>
    public static Digest OfDepartment(string origin) => Keccak(origin);

    /// <summary>Keccak-256 of the <c>vct</c>.</summary>
    public static Digest OfRecordType(string vct) => Keccak(vct);

    /// <summary>The 16 bytes of the UUID in RFC 9562 order, then 16 zero bytes.</summary>
    public static Digest OfRecord(Guid id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        bytes.Clear();
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Digest.TryRead(bytes, out var digest) ? digest : default;
    }

    /// <summary>The record a contract's 32 bytes name; null when they name none.</summary>
    public static Guid? ToRecord(Digest id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        id.CopyTo(bytes);
        return id.IsZero || bytes[16..].ContainsAnyExcept((byte)0) ? null : new Guid(bytes[..16], bigEndian: true);
    }

    private static Digest Keccak(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = new KeccakDigest(256);
        hash.BlockUpdate(bytes, 0, bytes.Length);
        var digest = new byte[Digest.Length];
        hash.DoFinal(digest, 0);
        return Digest.TryRead(digest, out var value) ? value : default;
    }
}
