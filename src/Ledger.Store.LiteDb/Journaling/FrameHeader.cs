namespace Ledger.Store.LiteDb.Journaling;

/// <summary>The start of a frame. It has its own CRC, because its length determines where the next frame starts.</summary>
/// <param name="Entries">The number of entries in the frame; 1 or more.</param>
/// <param name="Length">The length of the whole frame in bytes, from its magic to its last CRC.</param>
/// <param name="SizeBefore">The size of the log before the frame.</param>
internal readonly record struct FrameHeader(int Entries, int Length, long SizeBefore)
{
    /// <summary>The length in bytes of a frame header.</summary>
    public const int Bytes = 32;

    /// <summary>The largest frame. A larger length field is damage and must not cause an allocation.</summary>
    public const int MaxFrameBytes = 1 << 30;

    public static ReadOnlySpan<byte> Magic => "LDGF"u8;

    public void Write(Span<byte> destination)
    {
        var writer = new FieldWriter(destination[..Bytes]);
        writer.Bytes(Magic);
        writer.Number16(SegmentHeader.Current);
        writer.Number16(0);
        writer.Number32((uint)Entries);
        writer.Number64(Length);
        writer.Number64(SizeBefore);
        writer.Number32(Crc32C.Compute(destination[..writer.Written]));
    }

    /// <summary>False if the bytes are not a header. For a sound header of another version, <paramref name="version"/> is that version.</summary>
    /// <param name="bytes">At least <see cref="Bytes"/> bytes.</param>
    /// <param name="expected">The version of the segment.</param>
    /// <param name="header">The header.</param>
    /// <param name="version">The stated version. 0 if the bytes are no header.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ushort expected, out FrameHeader header, out ushort version)
    {
        var reader = new FieldReader(bytes[..Bytes]);
        reader.Require(reader.Bytes(Magic.Length).SequenceEqual(Magic));
        version = reader.Number16();
        var reserved = reader.Number16();
        var entries = reader.Number32();
        var length = reader.Number64();
        var sizeBefore = reader.Number64();
        var crc = reader.Number32();
        var sound = reader.IsSound && crc == Crc32C.Compute(bytes[..(Bytes - sizeof(uint))]);
        version = sound ? version : (ushort)0;
        sound = sound && version == expected && reserved == 0 && entries is >= 1 and <= int.MaxValue
            && length is >= Bytes + FrameEncoder.TrailerBytes and <= MaxFrameBytes && sizeBefore <= long.MaxValue - entries;
        header = sound ? new FrameHeader((int)entries, (int)length, sizeBefore) : default;
        return sound;
    }
}
