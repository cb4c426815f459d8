using System.Text;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>
/// The start of every segment. It names the log, so that a foreign segment is recognised. It states where the previous segment ended. So opening
/// finds a cut or missing segment from the file lengths alone.
/// </summary>
/// <param name="JournalId">A random id, created with the first segment and equal in all segments of a journal.</param>
/// <param name="Number">The number of the segment in the journal, from 0. It is also the file name.</param>
/// <param name="FirstIndex">The size of the log before the segment's first frame.</param>
/// <param name="RootBefore">The root at that size.</param>
/// <param name="PreviousLength">The length of the previous segment in bytes. 0 for the first.</param>
/// <param name="Origin">The log's origin.</param>
internal sealed record SegmentHeader(
    Guid JournalId, int Number, long FirstIndex, Digest RootBefore, long PreviousLength, string Origin)
{
    /// <summary>The version that is written. The journal of an earlier version is carried over before it is used.</summary>
    public const ushort Current = 2;

    /// <summary>The oldest version that can be read.</summary>
    public const ushort Oldest = 1;
    public const int MaxOriginBytes = 1000;
    public const int MaxLength = FixedLength + MaxOriginBytes;

    // 8 bytes of magic, 72 of fields, 4 of CRC. The origin is before the CRC.
    private const int FixedLength = 84;

    /// <summary>The version of the segment and of the frames in it.</summary>
    public ushort Version { get; init; } = Current;

    private static ReadOnlySpan<byte> Magic => "LDGRJRNL"u8;

    /// <summary>The length of the header in every segment of a log.</summary>
    public static int GetLength(string origin) => FixedLength + Encoding.UTF8.GetByteCount(origin);

    public byte[] Encode()
    {
        var origin = Encoding.UTF8.GetBytes(Origin);
        if (origin.Length is 0 or > MaxOriginBytes)
        {
            throw new ArgumentException("An origin is 1 to 1000 bytes of UTF-8.");
        }

        var bytes = new byte[FixedLength + origin.Length];
        var writer = new FieldWriter(bytes);
        writer.Bytes(Magic);
        writer.Number16(Version);
        writer.Number16((ushort)origin.Length);
        writer.Number32((uint)Number);
        JournalId.TryWriteBytes(writer.Take(16), bigEndian: true, out _);
        writer.Number64(FirstIndex);
        writer.Digest(RootBefore);
        writer.Number64(PreviousLength);
        writer.Bytes(origin);
        writer.Number32(Crc32C.Compute(bytes.AsSpan(0, writer.Written)));
        return bytes;
    }

    /// <summary>Decodes the header at the start of a segment.</summary>
    /// <param name="start">The first bytes of the file, at most <see cref="MaxLength"/>.</param>
    /// <param name="header">The header. Null if the bytes are not a header.</param>
    /// <param name="length">The length of the header in bytes.</param>
    /// <param name="version">The stated version, known or not. 0 without the magic.</param>
    public static bool TryDecode(ReadOnlySpan<byte> start, out SegmentHeader? header, out int length, out ushort version)
    {
        var reader = new FieldReader(start);
        reader.Require(reader.Bytes(Magic.Length).SequenceEqual(Magic));
        version = reader.Number16();
        reader.Require(version is >= Oldest and <= Current);
        int originLength = reader.Number16();
        reader.Require(originLength is >= 1 and <= MaxOriginBytes);
        var number = reader.Number32();
        reader.Require(number <= int.MaxValue);
        var id = reader.Bytes(16);
        var firstIndex = reader.Number64();
        var root = reader.Digest();
        var previousLength = reader.Number64();
        var origin = reader.Bytes(originLength);
        length = reader.Position + sizeof(uint);
        var crc = reader.Number32();
        var sound = reader.IsSound && crc == Crc32C.Compute(start[..(length - sizeof(uint))]);
        header = sound
            ? new SegmentHeader(new Guid(id, bigEndian: true), (int)number, firstIndex, root, previousLength, Encoding.UTF8.GetString(origin)) { Version = version }
            : null;
        return sound;
    }
}
