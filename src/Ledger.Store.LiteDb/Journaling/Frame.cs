using System.Collections.Immutable;
using System.Numerics;
using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>A complete, sound frame.</summary>
/// <param name="Place">The start of the frame.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="SizeBefore">The size of the log before it.</param>
/// <param name="After">The head that it commits.</param>
/// <param name="Entries">Its entries, without payloads.</param>
internal sealed record Frame(EntryPlace Place, int Length, long SizeBefore, LogHead After, ImmutableArray<PlacedEntry> Entries)
{
    /// <summary>Parses a frame whose CRC is right. Null if its content is invalid. Then it was written wrongly; no crash explains that.</summary>
    /// <param name="place">The start of the frame.</param>
    /// <param name="version">The version of the segment.</param>
    /// <param name="header">The header of the frame.</param>
    /// <param name="bytes">The whole frame.</param>
    public static Frame? Parse(EntryPlace place, ushort version, FrameHeader header, ReadOnlySpan<byte> bytes)
    {
        var body = bytes[FrameHeader.Bytes..^FrameEncoder.TrailerBytes];
        var reader = new FieldReader(body);
        var after = ReadHead(ref reader);
        reader.Require(after.Size == header.SizeBefore + header.Entries && after.Peaks.Length == BitOperations.PopCount((ulong)after.Size));
        var entries = ImmutableArray.CreateBuilder<PlacedEntry>();
        for (var i = 0; i < header.Entries && reader.IsSound; i++)
        {
            var entryPlace = place with { Offset = place.Offset + FrameHeader.Bytes + reader.Position };
            if (ReadEntry(ref reader, version, header.SizeBefore + i, out var person) is { } entry)
            {
                entries.Add(new PlacedEntry(entry, entryPlace, person));
            }
        }

        return reader.IsAtEnd && entries.Count == header.Entries
            ? new Frame(place, header.Length, header.SizeBefore, after, entries.ToImmutable())
            : null;
    }

    private static LogHead ReadHead(ref FieldReader reader)
    {
        var size = reader.Number64();
        var root = reader.Digest();
        var at = reader.Milliseconds();
        var count = reader.Byte();
        var peaks = ImmutableArray.CreateBuilder<Digest>();
        for (var i = 0; i < count && reader.IsSound; i++)
        {
            peaks.Add(reader.Digest());
        }

        return new LogHead(size, root, at, peaks.ToImmutable());
    }

    private static StoredEntry? ReadEntry(ref FieldReader reader, ushort version, long index, out Digest person)
    {
        person = default;
        if (!EntryHeader.TryRead(reader.Bytes(EntryHeader.Bytes), out var header) || header.Index != index)
        {
            reader.Require(false);
            return null;
        }

        // A copy, because the buffer is reused.
        var facts = reader.Bytes(header.FactsLength).ToArray();
        var payload = reader.Bytes(header.PayloadLength);
        reader.Require(header.FactsCrc == header.CrcOfFacts(facts) && header.PayloadCrc == header.CrcOfPayload(payload));
        StoredEntry? entry = null;
        reader.Require(reader.IsSound && (version == SegmentHeader.Oldest ? EntryFacts.TryReadVersion1(index, facts, out entry, out person) : EntryFacts.TryRead(index, facts, out entry)));
        return entry;
    }
}
