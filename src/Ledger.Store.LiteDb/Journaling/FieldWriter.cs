using System.Buffers.Binary;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// Writes fields one after another, integers in little-endian order. If the space is too small, the caller computed a wrong length.
/// </summary>
internal ref struct FieldWriter(Span<byte> room)
{
    private readonly Span<byte> _room = room;

    public int Written { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Number16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);

    public void Number32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void Number64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void UnsignedNumber64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    public void Digest(Digest value) => value.CopyTo(Take(Ledger.Verify.Trees.Digest.Length));

    public void Bytes(scoped ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public Span<byte> Take(int count)
    {
        var part = _room.Slice(Written, count);
        Written += count;
        return part;
    }
}
