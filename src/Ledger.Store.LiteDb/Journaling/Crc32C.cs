using System.Buffers.Binary;
using System.Numerics;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 section 12.1), by the processor's own instruction where it has one. It finds accidents; what finds
/// intent is the Merkle root.
/// </summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>The CRC of <paramref name="bytes"/> after those that gave <paramref name="crc"/>.</summary>
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
