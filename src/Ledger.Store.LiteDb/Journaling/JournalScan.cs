using System.Buffers;
using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// Reads frames in order and checks each one. It ends at the end of the last segment, or at a torn tail: a frame at the very end that was being
/// written when the machine stopped. Such a frame was never acknowledged, because its fsync never returned. Any other invalid bytes are damage. They
/// are reported and not skipped. A frame is started only when the previous one is on disk, so a bad frame with a sound one after it was once good.
/// </summary>
internal sealed class JournalScan(ImmutableArray<Segment> segments) : IDisposable
{
    private byte[] _buffer = [];
    private SafeFileHandle? _open;
    private int _openNumber = -1;
    private string? _tornBecause;

    /// <summary>The end of the last segment's sound part. Set when <see cref="Read()"/> has reached its end.</summary>
    public long SoundLength { get; private set; }

    /// <summary>Whether bytes follow the sound part.</summary>
    public bool IsTorn => _tornBecause is not null;

    /// <summary>The exception for the bytes after the sound part: their place, and why they are not a frame.</summary>
    /// <param name="consequence">A further fact, as the end of the sentence. Empty for none.</param>
    public FaultException DamageAtEnd(string consequence) =>
        Damage.At(segments[^1].Path, SoundLength, (_tornBecause ?? "the journal ends here") + consequence);

    /// <summary>All frames of a journal, from its start.</summary>
    public IEnumerable<Frame> Read() => Read(new EntryPlace(0, segments[0].HeaderLength), LogHead.Empty);

    /// <summary>All frames from the one at <paramref name="place"/>. The head before it is not known.</summary>
    public IEnumerable<Frame> ReadFrom(EntryPlace place) => Read(place, head: null);

    public void Dispose()
    {
        _open?.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private IEnumerable<Frame> Read(EntryPlace start, LogHead? head)
    {
        var place = start;
        while (true)
        {
            var segment = segments[place.Segment];
            if (place.Offset < segment.Length)
            {
                if (ReadFrame(segment, place, head) is not { } frame)
                {
                    break;
                }

                yield return frame;
                head = frame.After;
                place = place with { Offset = place.Offset + frame.Length };
                continue;
            }

            if (place.Segment == segments.Length - 1)
            {
                break;
            }

            place = Next(place, head);
        }

        SoundLength = place.Offset;
    }

    private EntryPlace Next(EntryPlace place, LogHead? head)
    {
        var next = segments[place.Segment + 1];
        return head is null || (next.Header.FirstIndex == head.Size && next.Header.RootBefore == head.Root)
            ? new EntryPlace(next.Number, next.HeaderLength)
            : throw Damage.At(next.Path, 0, "the segment does not continue where the previous one ended");
    }

    // Reads one frame. Null if the tail is torn here.
    private Frame? ReadFrame(Segment segment, EntryPlace place, LogHead? head)
    {
        var handle = Open(segment);
        var left = segment.Length - place.Offset;
        if (left < FrameHeader.Bytes)
        {
            return Torn(segment, place, "the frame is cut short", searchFrom: segment.Length);
        }

        ReadInto(handle, place.Offset, FrameHeader.Bytes);
        if (!FrameHeader.TryRead(_buffer, segment.Header.Version, out var header, out var version))
        {
            return version > SegmentHeader.Current
                ? throw new FaultException(
                    StoreFaults.TooNew, $"{segment.Path} holds a frame of version {version}; this software reads up to {SegmentHeader.Current}.")
                : Torn(segment, place, "no frame starts here", searchFrom: place.Offset + 1);
        }

        if (header.Length > left)
        {
            return Torn(segment, place, "the frame is cut short", searchFrom: place.Offset + FrameHeader.Bytes);
        }

        ReadInto(handle, place.Offset, header.Length);
        var bytes = _buffer.AsSpan(0, header.Length);
        var crc = new FieldReader(bytes[^FrameEncoder.TrailerBytes..]).Number32();
        if (crc != Crc32C.Compute(bytes[..^FrameEncoder.TrailerBytes]))
        {
            return header.Length == left
                ? Torn(segment, place, "the frame's CRC is wrong", searchFrom: segment.Length)
                : throw Damage.At(segment.Path, place.Offset, "the frame's CRC is wrong");
        }

        var frame = Frame.Parse(place, segment.Header.Version, header, bytes)
            ?? throw Damage.At(segment.Path, place.Offset, "the frame does not hold what its header says");
        return head is null || (frame.SizeBefore == head.Size && frame.After.At >= head.At)
            ? frame
            : throw Damage.At(segment.Path, place.Offset,
                $"the frame follows a log of {frame.SizeBefore} entries, but {head.Size} are before it");
    }

    private Frame? Torn(Segment segment, EntryPlace place, string what, long searchFrom)
    {
        if (segment.Number != segments.Length - 1 || HoldsFrame(segment, searchFrom))
        {
            throw Damage.At(segment.Path, place.Offset, what);
        }

        _tornBecause = what;
        return null;
    }

    // A sound header after this place means that this frame was once complete. Payloads are encrypted, so a magic with a matching CRC does not occur
    // in them by chance.
    private bool HoldsFrame(Segment segment, long from)
    {
        const int Window = 1 << 16;
        var handle = Open(segment);
        for (var at = from; at + FrameHeader.Bytes <= segment.Length; at += Window)
        {
            var length = (int)Math.Min(Window + FrameHeader.Bytes - 1, segment.Length - at);
            ReadInto(handle, at, length);
            var window = _buffer.AsSpan(0, length);
            for (var found = window.IndexOf(FrameHeader.Magic); found >= 0 && window.Length - found >= FrameHeader.Bytes;)
            {
                window = window[found..];
                if (FrameHeader.TryRead(window, segment.Header.Version, out _, out var version) || version > 0)
                {
                    return true;
                }

                window = window[1..];
                found = window.IndexOf(FrameHeader.Magic);
            }
        }

        return false;
    }

    private SafeFileHandle Open(Segment segment)
    {
        if (_openNumber != segment.Number || _open is null)
        {
            _open?.Dispose();
            _open = File.OpenHandle(segment.Path, share: FileShare.ReadWrite, options: FileOptions.SequentialScan);
            _openNumber = segment.Number;
        }

        return _open;
    }

    private void ReadInto(SafeFileHandle handle, long offset, int count)
    {
        if (_buffer.Length < count)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }

        for (var done = 0; done < count;)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(done, count - done), offset + done);
            done += read > 0 ? read : throw new EndOfStreamException("A journal segment became shorter while it was read.");
        }
    }
}
