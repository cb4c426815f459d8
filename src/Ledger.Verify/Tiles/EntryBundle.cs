using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Ledger.Verify.Tiles;

/// <summary>The bytes of a file of entries (C2SP tlog-tiles). Each entry follows its length, two bytes big-endian.</summary>
public static class EntryBundle
{
    private const int LengthSize = sizeof(ushort);

    /// <exception cref="ArgumentException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Encode(IReadOnlyList<byte[]> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var bytes = new byte[entries.Sum(entry => LengthSize + entry.Length)];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            if (entry.Length > ushort.MaxValue)
            {
                throw new ArgumentException("An entry has at most 65,535 bytes.", nameof(entries));
            }

            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.CopyTo(rest[LengthSize..]);
            rest = rest[(LengthSize + entry.Length)..];
        }

        return bytes;
    }

    /// <summary>Reads exactly <paramref name="width"/> entries. Missing or extra bytes are refused.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, int width, out ImmutableArray<ReadOnlyMemory<byte>> entries)
    {
        entries = [];
        var found = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(Math.Clamp(width, 0, TilePath.FullWidth));
        while (!bytes.IsEmpty)
        {
            if (found.Count == width || bytes.Length < LengthSize)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);
            if (bytes.Length < LengthSize + length)
            {
                return false;
            }

            found.Add(bytes.Slice(LengthSize, length));
            bytes = bytes[(LengthSize + length)..];
        }

        entries = found.ToImmutable();
        return entries.Length == width;
    }
}
