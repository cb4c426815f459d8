using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>Encodes frames: header, head, entries, and a CRC over everything. This project's README has the layout.</summary>
internal static class FrameEncoder
{
    public const int TrailerBytes = sizeof(uint);

    /// <exception cref="ArgumentException">The batch is too large for a frame, or an entry is too large for the journal.</exception>
    public static EncodedFrame Encode(CommitBatch batch)
    {
        var facts = batch.Entries.Select(entry => EntryFacts.LengthOf(entry.Entry)).ToArray();
        var length = Measure(batch, facts, out var ownLength);
        var own = new byte[ownLength];
        var header = new FrameHeader(batch.Entries.Length, (int)length, batch.Before.Size);
        header.Write(own);
        var headEnd = FrameHeader.Bytes + WriteHead(batch.After, own.AsSpan(FrameHeader.Bytes));

        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>((2 * batch.Entries.Length) + 2);
        var offsets = ImmutableArray.CreateBuilder<long>(batch.Entries.Length);
        parts.Add(own.AsMemory(0, headEnd));
        long position = headEnd;
        var ownPosition = headEnd;
        for (var i = 0; i < batch.Entries.Length; i++)
        {
            var (entry, payload) = batch.Entries[i];
            var part = own.AsMemory(ownPosition, EntryHeader.Bytes + facts[i]);
            var factsRoom = part.Span[EntryHeader.Bytes..];
            EntryFacts.Write(entry, factsRoom);
            EntryHeader.Compute(entry.Index, factsRoom, payload.Span).Write(part.Span);
            parts.Add(part);
            parts.Add(payload);
            offsets.Add(position);
            position += part.Length + payload.Length;
            ownPosition += part.Length;
        }

        var trailer = own.AsMemory(ownPosition, TrailerBytes);
        new FieldWriter(trailer.Span).Number32(ComputeCrc(parts));
        parts.Add(trailer);
        return new EncodedFrame(parts.DrainToImmutable(), (int)length, offsets.MoveToImmutable());
    }

    /// <summary>The length in bytes of a head with this many peaks: size, root, time, count, peaks.</summary>
    public static int HeadBytes(int peaks) => 8 + Digest.Length + 8 + 1 + (peaks * Digest.Length);

    private static long Measure(CommitBatch batch, int[] facts, out int ownLength)
    {
        long own = FrameHeader.Bytes + HeadBytes(batch.After.Peaks.Length) + TrailerBytes;
        long payloads = 0;
        for (var i = 0; i < facts.Length; i++)
        {
            if (facts[i] > EntryHeader.MaxFactsBytes)
            {
                throw new ArgumentException($"Entry {batch.Entries[i].Entry.Index} is larger than the journal takes.", nameof(batch));
            }

            own += EntryHeader.Bytes + facts[i];
            payloads += batch.Entries[i].Payload.Length;
        }

        if (own + payloads > FrameHeader.MaxFrameBytes)
        {
            throw new ArgumentException("The batch is larger than a frame may be; commit it in smaller ones.", nameof(batch));
        }

        ownLength = (int)own;
        return own + payloads;
    }

    private static int WriteHead(LogHead head, Span<byte> destination)
    {
        var writer = new FieldWriter(destination);
        writer.Number64(head.Size);
        writer.Digest(head.Root);
        writer.Number64(head.At);
        writer.Byte((byte)head.Peaks.Length);
        foreach (var peak in head.Peaks)
        {
            writer.Digest(peak);
        }

        return writer.Written;
    }

    private static uint ComputeCrc(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        uint crc = 0;
        foreach (var part in parts)
        {
            crc = Crc32C.Continue(crc, part.Span);
        }

        return crc;
    }
}
