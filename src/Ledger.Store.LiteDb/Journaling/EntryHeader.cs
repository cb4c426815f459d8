using System.Buffers.Binary;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// The header before each entry in a frame. With it an entry, or its payload alone, can be read by place and checked without the rest of the frame.
/// Both CRCs cover the index, so sound bytes of another entry are rejected.
/// </summary>
internal readonly record struct EntryHeader(long Index, int FactsLength, int PayloadLength, uint FactsCrc, uint PayloadCrc)
{
    public const int Bytes = 24;

    /// <summary>The facts of an entry are a few hundred bytes.</summary>
    public const int MaxFactsBytes = 1 << 20;

    public static EntryHeader Compute(long index, ReadOnlySpan<byte> facts, ReadOnlySpan<byte> payload)
    {
        var header = new EntryHeader(index, facts.Length, payload.Length, 0, 0);
        return header with { FactsCrc = header.CrcOfFacts(facts), PayloadCrc = header.CrcOfPayload(payload) };
    }

    public void Write(Span<byte> destination)
    {
        WriteLengths(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], FactsCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], PayloadCrc);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out EntryHeader header)
    {
        var reader = new FieldReader(bytes);
        var index = reader.Number64();
        var facts = reader.Number32();
        var payload = reader.Number32();
        var factsCrc = reader.Number32();
        var payloadCrc = reader.Number32();
        var sound = reader.IsSound && facts <= MaxFactsBytes && payload <= FrameHeader.MaxFrameBytes;
        header = sound ? new EntryHeader(index, (int)facts, (int)payload, factsCrc, payloadCrc) : default;
        return sound;
    }

    /// <summary>The CRC of the facts, the index and both lengths.</summary>
    public uint CrcOfFacts(ReadOnlySpan<byte> facts)
    {
        Span<byte> lengths = stackalloc byte[16];
        WriteLengths(lengths);
        return Crc32C.Continue(Crc32C.Compute(lengths), facts);
    }

    public uint CrcOfPayload(ReadOnlySpan<byte> payload)
    {
        Span<byte> index = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(index, Index);
        return Crc32C.Continue(Crc32C.Compute(index), payload);
    }

    private void WriteLengths(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Index);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], (uint)FactsLength);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], (uint)PayloadLength);
    }
}
