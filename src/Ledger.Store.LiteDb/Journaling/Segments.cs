using System.Collections.Immutable;
using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>Names segment files and checks that they are one complete journal. It uses only their headers and lengths.</summary>
internal static class Segments
{
    public const string Extension = ".ldgj";

    /// <summary>The size in bytes at which a new segment starts, unless an option says otherwise.</summary>
    public const long DefaultBytes = 64L * 1024 * 1024;

    public static string GetPath(string folder, int number) =>
        Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture) + Extension);

    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a segment is missing or cut, or its header is unreadable.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the segments belong to another log.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the segments.</exception>
    public static JournalFiles Read(string folder, string origin)
    {
        var count = Directory.EnumerateFiles(folder, "*" + Extension).Count();
        var sound = ImmutableArray.CreateBuilder<Segment>(count);
        for (var number = 0; number < count; number++)
        {
            var path = GetPath(folder, number);
            if (!File.Exists(path))
            {
                throw Damage.At(path, 0, "the segment is missing");
            }

            if (ReadHeader(path, origin) is not { } segment)
            {
                // A crash may have interrupted the start of this segment. Its first frame is written only when the header is on disk. So a file
                // longer than the header was not interrupted there and may hold acknowledged entries.
                return number == count - 1 && new FileInfo(path).Length <= SegmentHeader.GetLength(origin)
                    ? new JournalFiles(sound.ToImmutable(), path)
                    : throw Damage.At(path, 0, "the segment's header is damaged");
            }

            EnsureFollows(segment, sound);
            sound.Add(segment);
        }

        return new JournalFiles(sound.ToImmutable(), Unborn: null);
    }

    /// <summary>The origin in the header of a segment.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the header is unreadable.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the segment.</exception>
    public static string ReadOrigin(string path) =>
        ReadHeader(path)?.Header.Origin ?? throw Damage.At(path, 0, "the segment's header is damaged");

    /// <summary>The version in the header of a segment. Null if the header is unreadable.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the segment.</exception>
    public static ushort? ReadVersion(string path) => ReadHeader(path)?.Header.Version;

    private static Segment? ReadHeader(string path, string origin) =>
        ReadHeader(path) is not { } segment ? null
        : string.Equals(segment.Header.Origin, origin, StringComparison.Ordinal) ? segment
        : throw new FaultException(StoreFaults.Foreign, $"The journal segment {path} belongs to the log {segment.Header.Origin}, not to {origin}.");

    private static Segment? ReadHeader(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite);
        Span<byte> start = stackalloc byte[SegmentHeader.MaxLength];
        start = start[..RandomAccess.Read(handle, start, 0)];
        if (SegmentHeader.TryDecode(start, out var header, out var length, out var version))
        {
            return new Segment(path, header!, length, RandomAccess.GetLength(handle)); // TryDecode sets the header when it returns true.
        }

        return version > SegmentHeader.Current
            ? throw new FaultException(
                StoreFaults.TooNew, $"The journal segment {path} has version {version}; this software reads up to {SegmentHeader.Current}.")
            : null;
    }

    private static void EnsureFollows(Segment segment, ImmutableArray<Segment>.Builder before)
    {
        var header = segment.Header;
        if (header.Number != before.Count)
        {
            throw Damage.At(segment.Path, 0, $"the segment says it is number {header.Number}");
        }

        if (before.Count == 0)
        {
            if (header.FirstIndex != 0 || header.PreviousLength != 0)
            {
                throw Damage.At(segment.Path, 0, "the first segment does not start an empty log");
            }

            return;
        }

        var previous = before[^1];
        if (header.JournalId != previous.Header.JournalId || header.Version != previous.Header.Version || header.FirstIndex < previous.Header.FirstIndex)
        {
            throw Damage.At(segment.Path, 0, "the segment is not of the same journal as the one before");
        }

        if (header.PreviousLength != previous.Length)
        {
            throw Damage.At(previous.Path, Math.Min(previous.Length, header.PreviousLength),
                $"the segment is {previous.Length} bytes long and was {header.PreviousLength} when it was closed");
        }
    }
}
