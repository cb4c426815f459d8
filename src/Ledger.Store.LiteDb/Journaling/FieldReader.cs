using System.Buffers.Binary;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// Reads the fields that <see cref="FieldWriter"/> wrote. Never throws: a missing field reads as zero and sets <see cref="IsSound"/> to false
/// permanently. So a parser checks once, at the end.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    private static ReadOnlySpan<byte> Zeros => "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8;

    public int Position { get; private set; }

    public bool IsSound { get; private set; } = true;

    public readonly bool IsAtEnd => IsSound && Position == _bytes.Length;

    public byte Byte() => Take(1, out var part) ? part[0] : (byte)0;

    public ushort Number16() => Take(2, out var part) ? BinaryPrimitives.ReadUInt16LittleEndian(part) : (ushort)0;

    public uint Number32() => Take(4, out var part) ? BinaryPrimitives.ReadUInt32LittleEndian(part) : 0;

    /// <summary>A number that must not be negative. A negative one makes the whole unsound.</summary>
    public long Number64()
    {
        var value = Take(8, out var part) ? BinaryPrimitives.ReadInt64LittleEndian(part) : 0;
        IsSound &= value >= 0;
        return value;
    }

    /// <summary>Milliseconds since 1970 UTC. More than a <see cref="DateTimeOffset"/> holds makes the whole unsound.</summary>
    public long Milliseconds()
    {
        var value = Number64();
        IsSound &= value <= LastMillisecond;
        return value;
    }

    /// <summary>An unsigned number. 0 if the bytes end.</summary>
    public ulong UnsignedNumber64() => Take(8, out var part) ? BinaryPrimitives.ReadUInt64LittleEndian(part) : 0;

    public Digest Digest()
    {
        return Take(Ledger.Verify.Trees.Digest.Length, out var part) && Ledger.Verify.Trees.Digest.TryRead(part, out var value)
            ? value
            : default;
    }

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count > int.MaxValue)
        {
            IsSound = false;
            return default;
        }

        return Take((int)count, out var part) ? part : default;
    }

    /// <summary>At most 16 bytes; zeros if they are missing, so that the caller can convert them before it checks.</summary>
    public ReadOnlySpan<byte> Fixed(int count) => Take(count, out var part) ? part : Zeros[..count];

    /// <summary>Checks a condition of the parser. False makes the whole unsound.</summary>
    public void Require(bool condition) => IsSound &= condition;

    private bool Take(int count, out ReadOnlySpan<byte> part)
    {
        IsSound = IsSound && count >= 0 && _bytes.Length - Position >= count;
        part = IsSound ? _bytes.Slice(Position, count) : default;
        Position += IsSound ? count : 0;
        return IsSound;
    }
}
