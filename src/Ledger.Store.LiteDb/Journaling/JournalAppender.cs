using System.Collections.Immutable;
using Ledger.Files;
using Ledger.Log;
using Ledger.Store.LiteDb.Files;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// Appends frames to the last segment. A batch becomes durable only here. One caller at a time. After a failed write the contents of the disk are
/// unknown: a failed fsync may even drop pages that it could not write. So it never retries.
/// </summary>
internal sealed class JournalAppender : IDisposable
{
    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly OpenAppendFile _openFile;
    private SegmentHeader _header;
    private int _headerLength;
    private IAppendFile _file;
    private long _length;
    private Exception? _failure;

    private JournalAppender(
        string folder, long segmentBytes, OpenAppendFile openFile, SegmentHeader header, int headerLength, IAppendFile file, long length)
    {
        _folder = folder;
        _segmentBytes = segmentBytes;
        _openFile = openFile;
        _header = header;
        _headerLength = headerLength;
        _file = file;
        _length = length;
    }

    /// <summary>Continues after the sound part of the last segment.</summary>
    public static JournalAppender Open(string folder, long segmentBytes, OpenAppendFile openFile, Segment last, long soundLength)
    {
        var file = openFile(last.Path, create: false);
        try
        {
            if (last.Length > soundLength)
            {
                file.Cut(soundLength);
            }

            return new JournalAppender(folder, segmentBytes, openFile, last.Header, last.HeaderLength, file, soundLength);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Starts a segment and makes the file and its name durable. Fails if the file exists.</summary>
    public static void Begin(string folder, OpenAppendFile openFile, SegmentHeader header)
    {
        using var file = BeginOpen(folder, openFile, header, out _);
    }

    /// <summary>Writes the frame durably.</summary>
    /// <returns>The start of the frame.</returns>
    /// <exception cref="FaultException"><see cref="LogFaults.WriterStopped"/>: an earlier write failed.</exception>
    public EntryPlace Append(LogHead before, EncodedFrame frame)
    {
        EnsureSound();
        try
        {
            if (_length > _headerLength && _length + frame.Length > _segmentBytes)
            {
                Roll(before);
            }

            var place = new EntryPlace(_header.Number, _length);
            _file.Write(frame.Parts, _length);
            _file.Flush();
            _length += frame.Length;
            return place;
        }
        catch (Exception problem)
        {
            _failure = problem;
            throw;
        }
    }

    public void EnsureSound()
    {
        if (_failure is not null)
        {
            throw new FaultException(LogFaults.WriterStopped, "An earlier write to the journal failed; open the store again.", _failure);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Roll(LogHead before)
    {
        var header = _header with
        {
            Number = _header.Number + 1,
            FirstIndex = before.Size,
            RootBefore = before.Root,
            PreviousLength = _length,
        };
        var file = BeginOpen(_folder, _openFile, header, out var headerLength);
        _file.Dispose();
        _file = file;
        _header = header;
        _headerLength = headerLength;
        _length = headerLength;
    }

    private static IAppendFile BeginOpen(string folder, OpenAppendFile openFile, SegmentHeader header, out int headerLength)
    {
        var bytes = header.Encode();
        headerLength = bytes.Length;
        var file = openFile(Segments.GetPath(folder, header.Number), create: true);
        try
        {
            ImmutableArray<ReadOnlyMemory<byte>> parts = [bytes];
            file.Write(parts, 0);
            file.Flush();
            DurableFiles.FlushFolder(folder);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
