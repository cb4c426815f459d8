using System.Collections.Concurrent;
using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// Reads single entries and payloads by place and checks each one. Keeps segments open after the first read. Safe for use from any thread.
/// </summary>
/// <param name="folder">The folder of the journal.</param>
/// <param name="version">The version of its segments.</param>
internal sealed class JournalReader(string folder, ushort version = SegmentHeader.Current) : IDisposable
{
    // Enough for the header and the facts of almost every entry in one read.
    private const int FirstRead = 1024;

    private readonly ConcurrentDictionary<int, Lazy<SafeFileHandle>> _handles = new();

    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the entry at this place is damaged.</exception>
    public StoredEntry ReadEntry(long index, EntryPlace place) => ReadEntry(index, place, out _);

    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the payload at this place is damaged.</exception>
    public byte[] ReadPayload(long index, EntryPlace place)
    {
        _ = ReadEntry(index, place, out var header);
        var payload = new byte[header.PayloadLength];
        var offset = place.Offset + EntryHeader.Bytes + header.FactsLength;
        var whole = Read(place, payload, offset) == payload.Length;
        return whole && header.CrcOfPayload(payload) == header.PayloadCrc
            ? payload
            : throw Damage.At(Segments.GetPath(folder, place.Segment), offset, index, $"the payload of entry {index} is not as it was written");
    }

    public void Dispose()
    {
        foreach (var handle in _handles.Values.Where(handle => handle.IsValueCreated))
        {
            handle.Value.Dispose();
        }
    }

    private StoredEntry ReadEntry(long index, EntryPlace place, out EntryHeader header)
    {
        Span<byte> first = stackalloc byte[FirstRead];
        first = first[..Read(place, first, place.Offset)];
        var sound = EntryHeader.TryRead(first, out header) && header.Index == index;
        var facts = sound ? new byte[header.FactsLength] : [];
        if (sound)
        {
            var known = first.Slice(EntryHeader.Bytes, Math.Min(facts.Length, first.Length - EntryHeader.Bytes));
            known.CopyTo(facts);
            var rest = facts.AsSpan(known.Length);
            sound = Read(place, rest, place.Offset + EntryHeader.Bytes + known.Length) == rest.Length
                && header.CrcOfFacts(facts) == header.FactsCrc;
        }

        StoredEntry? entry = null;
        return sound && (version == SegmentHeader.Oldest ? EntryFacts.TryReadVersion1(index, facts, out entry, out _) : EntryFacts.TryRead(index, facts, out entry)) && entry is not null
            ? entry
            : throw Damage.At(Segments.GetPath(folder, place.Segment), place.Offset, index, $"entry {index} is not as it was written");
    }

    private int Read(EntryPlace place, Span<byte> destination, long offset)
    {
        var handle = _handles.GetOrAdd(place.Segment, number => new Lazy<SafeFileHandle>(() => Open(number))).Value;
        var done = 0;
        while (done < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[done..], offset + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return done;
    }

    private SafeFileHandle Open(int number)
    {
        var path = Segments.GetPath(folder, number);
        try
        {
            return File.OpenHandle(path, share: FileShare.ReadWrite);
        }
        catch (FileNotFoundException)
        {
            throw Damage.At(path, 0, "the segment is missing");
        }
    }
}
