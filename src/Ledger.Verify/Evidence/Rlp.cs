using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Recursive Length Prefix (Yellow Paper, appendix B). Accepts only the canonical encoding, which <see cref="Encode"/> writes, with at most
/// <see cref="MaxDepth"/> nested lists. Stateless.
/// </summary>
public static class Rlp
{
    private const int ShortLimit = 55;
    private const int MaxDepth = 16;
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;

    public static byte[] Encode(RlpItem item) => item switch
    {
        RlpBytes { Bytes: [< StringOffset] bytes } => [.. bytes],
        RlpBytes { Bytes: var bytes } => [.. Prefix(StringOffset, bytes.Length), .. bytes],
        RlpList { Items: var items } => EncodeList([.. items.SelectMany(Encode)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static byte[] EncodeList(byte[] body) => [.. Prefix(ListOffset, body.Length), .. body];

    private static byte[] Prefix(byte offset, int length)
    {
        if (length <= ShortLimit)
        {
            return [(byte)(offset + length)];
        }

        Span<byte> digits = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(digits, length);
        digits = digits[digits.IndexOfAnyExcept((byte)0)..];
        return [(byte)(offset + ShortLimit + digits.Length), .. digits];
    }

    /// <summary>Reads exactly one item.</summary>
    /// <returns>False when the bytes are not the canonical encoding of exactly one item.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out RlpItem? item)
    {
        try
        {
            item = Decode(encoded);
        }
        catch (RlpException)
        {
            item = null;
        }

        return item is not null;
    }

    /// <summary>Reads exactly one item.</summary>
    /// <exception cref="RlpException">The bytes are not the canonical encoding of exactly one item.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> encoded)
    {
        var item = Read(ref encoded, 0);
        return encoded.IsEmpty ? item : throw new RlpException("bytes after the item.");
    }

    private static RlpItem Read(ref ReadOnlySpan<byte> input, int depth)
    {
        if (input.IsEmpty)
        {
            throw new RlpException("an item is missing.");
        }

        if (depth > MaxDepth)
        {
            throw new RlpException("nested too deep.");
        }

        var first = input[0];
        if (first < StringOffset)
        {
            input = input[1..];
            return RlpItem.FromBytes([first]);
        }

        var body = ReadBody(ref input, first < ListOffset ? StringOffset : ListOffset);
        if (first < ListOffset)
        {
            return body is [< StringOffset] ? throw new RlpException("a byte below 0x80 must be encoded as itself.") : RlpItem.FromBytes(body);
        }

        var items = ImmutableArray.CreateBuilder<RlpItem>();
        while (!body.IsEmpty)
        {
            items.Add(Read(ref body, depth + 1));
        }

        return new RlpList(items.ToImmutable());
    }

    private static ReadOnlySpan<byte> ReadBody(ref ReadOnlySpan<byte> input, int offset)
    {
        var length = input[0] - offset;
        input = input[1..];
        if (length > ShortLimit)
        {
            length = ReadLongLength(ref input, length - ShortLimit);
        }

        if (length > input.Length)
        {
            throw new RlpException("the item is cut off.");
        }

        var body = input[..length];
        input = input[length..];
        return body;
    }

    private static int ReadLongLength(ref ReadOnlySpan<byte> input, int digits)
    {
        if (digits > input.Length)
        {
            throw new RlpException("the length is cut off.");
        }

        var length = new BigInteger(input[..digits], isUnsigned: true, isBigEndian: true);
        if (input[0] == 0 || length <= ShortLimit || length > int.MaxValue)
        {
            throw new RlpException("the length is not in its shortest form, or too large.");
        }

        input = input[digits..];
        return (int)length;
    }
}
