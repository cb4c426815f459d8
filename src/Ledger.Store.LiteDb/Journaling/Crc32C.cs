using System.Buffers.Binary;
using System.Numerics;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 section 12.1), with the processor's instruction if available. It detects accidental changes. The Merkle root detects
/// intended ones.
/// </summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>Continues a CRC: <paramref name="crc"/> is the CRC of the bytes before <paramref name="bytes"/>.</summary>
    public static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        var state = ~crc;
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var single in bytes)
        {
            state = BitOperations.Crc32C(state, single);
        }

        return ~state;
    }
}
