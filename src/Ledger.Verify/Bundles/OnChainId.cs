using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>Computes the 32-byte ids of departments, record types and records in the contracts. Stateless.</summary>
public static class OnChainId
{
    /// <summary>The id of a department: Keccak-256 of the origin of its log.</summary>
    public static Digest OfDepartment(string origin) => Keccak.OfText(origin);

    /// <summary>The id of a record type: Keccak-256 of its <c>vct</c>.</summary>
    public static Digest OfRecordType(string vct) => Keccak.OfText(vct);

    /// <summary>The id of a record: the 16 bytes of its UUID in RFC 9562 order, then 16 zero bytes.</summary>
    public static Digest OfRecord(Guid id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        bytes.Clear();
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Digest.TryRead(bytes, out var digest) ? digest : default;
    }

    /// <summary>The UUID of a record, from its 32-byte id in a contract. Null when the bytes are not the id of a record.</summary>
    public static Guid? ToRecord(Digest id)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        id.CopyTo(bytes);
        return id.IsZero || bytes[16..].ContainsAnyExcept((byte)0) ? null : new Guid(bytes[..16], bigEndian: true);
    }
}
