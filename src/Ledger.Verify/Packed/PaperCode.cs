using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Packed;

/// <summary>
/// One of the numbered codes of a proof on paper. After the <c>#</c> of its address: number, <c>/</c>, count, a full stop, and in base 43 the mark of
/// the proof, a checksum and the bytes. The mark is the beginning of the SHA-256 of the whole proof. The codes of two papers have different marks, and
/// whoever joins the codes can check the result. The checksum says which code was not read completely.
/// </summary>
internal sealed record PaperCode(int Number, int Count, uint Mark, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The highest number. One digit, so that nothing that follows it can be read as part of it.</summary>
    public const int MaxCount = 9;

    /// <summary>The bytes of a code that are not bytes of the proof.</summary>
    public const int Overhead = MarkLength + ChecksumLength;

    /// <summary>The characters before the base 43 text.</summary>
    public const int PrefixLength = 4;

    private const int MarkLength = sizeof(uint);
    private const int ChecksumLength = sizeof(ushort);

    /// <summary>The mark of a proof.</summary>
    public static uint MarkOf(ReadOnlySpan<byte> packed) => ReadNumber(Digest.Sha256(packed).ToArray());

    /// <summary>Whether a text begins as a code does, whatever follows.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> fragment, out int number, out int count)
    {
        (number, count) = fragment is [>= '1' and <= '9' and var first, '/', >= '1' and <= '9' and var last, '.', ..] ? (first - '0', last - '0') : (0, 0);
        return number > 0 && number <= count;
    }

    /// <summary>Reads what <see cref="ToString"/> writes, when the checksum agrees.</summary>
    public static bool TryRead(ReadOnlySpan<char> fragment, [NotNullWhen(true)] out PaperCode? code)
    {
        code = null;
        if (!TryReadNumber(fragment, out var number, out var count) || !Base43.TryDecode(fragment[PrefixLength..], out var data) || data.Length <= Overhead)
        {
            return false;
        }

        var read = new PaperCode(number, count, ReadNumber(data), data.AsMemory(Overhead));
        code = read.Checksum().AsSpan().SequenceEqual(data.AsSpan(MarkLength, ChecksumLength)) ? read : null;
        return code is not null;
    }

    /// <summary>The text after the <c>#</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Number}/{Count}.{Base43.Encode([.. WriteNumber(Mark), .. Checksum(), .. Bytes.Span])}");

    private byte[] Checksum() =>
        Digest.Sha256([(byte)Number, (byte)Count, .. WriteNumber(Mark), .. Bytes.Span]).ToArray()[..ChecksumLength];

    private static uint ReadNumber(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static byte[] WriteNumber(uint number)
    {
        var bytes = new byte[MarkLength];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
