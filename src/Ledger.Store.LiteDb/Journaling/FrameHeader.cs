namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// The start of a frame. It has a CRC of its own, because its length decides where the next frame is looked for.
/// </summary>
/// <param name="Entries">How many entries the frame holds, at least one.</param>
/// <param name="Length">The length in bytes of the whole frame, from its magic to its last CRC.</param>
/// <param name="SizeBefore">The size of the log before the frame.</param>
internal readonly record struct FrameHeader(int Entries, int Length, long SizeBefore)
{
    public const ushort Version = 1;

    /// <summary>The length in bytes of a frame header.</summary>
    public const int Bytes = 32;

    /// <summary>No frame is longer: a length field that says otherwise is damage, not a reason to allocate.</summary>
    public const int MaxFrameBytes = 1 << 30;

    public static ReadOnlySpan<byte> Magic => "LDGF"u8;

    public void Write(Span<byte> destination)
    {
        var writer = new FieldWriter(destination[..Bytes]);
        writer.Bytes(Magic);
        writer.Number16(Version);
        writer.Number16(0);
        writer.Number32((uint)Entries);
        writer.Number64(Length);
        writer.Number64(SizeBefore);
        writer.Number32(Crc32C.Compute(destination[..writer.Written]));
    }

    /// <summary>False when the bytes are no header. A sound header of another version is reported by <paramref name="version"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header, out ushort version)
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
        sound = sound && version == Version && reserved == 0 && entries is >= 1 and <= int.MaxValue
            && length is > Bytes and <= MaxFrameBytes;
        header = sound ? new FrameHeader((int)entries, (int)length, sizeBefore) : default;
        return sound;
    }
}
