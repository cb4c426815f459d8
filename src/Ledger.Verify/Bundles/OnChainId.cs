using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>The 32-byte names that departments, record types and records have in the contracts. Stateless.</summary>
public static class OnChainId
{
    /// <summary>Keccak-256 of the log's origin.</summary>
    public static Digest OfDepartment(string origin) => Keccak.OfText(origin);

    /// <summary>Keccak-256 of the <c>vct</c>.</summary>
    public static Digest OfRecordType(string vct) => Keccak.OfText(vct);

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
}
