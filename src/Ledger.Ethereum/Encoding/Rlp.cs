using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Ethereum.Encoding;

/// <summary>One RLP item: a byte string, or a list of items.</summary>
internal abstract record RlpItem
{
    public static RlpItem Of(ReadOnlySpan<byte> bytes) => new RlpBytes([.. bytes]);

    /// <summary>A scalar: big-endian without leading zeros, empty for zero (Yellow Paper, appendix B).</summary>
    public static RlpItem Of(BigInteger scalar) => new RlpBytes([.. scalar.IsZero ? [] : scalar.ToByteArray(isUnsigned: true, isBigEndian: true)]);

    public static RlpItem List(params ReadOnlySpan<RlpItem> items) => new RlpList([.. items]);
}

internal sealed record RlpBytes(ImmutableArray<byte> Bytes) : RlpItem;

internal sealed record RlpList(ImmutableArray<RlpItem> Items) : RlpItem;

/// <summary>Text or bytes from outside that are not a strict encoding. The message names the rule that is broken, never the content.</summary>
internal sealed class EncodingException(string message) : Exception(message);

/// <summary>Recursive Length Prefix, Yellow Paper appendix B. Decoding accepts only the one encoding that <see cref="Encode"/> writes.</summary>
internal static class Rlp
{
    private const int ShortLimit = 55;
    private const int MaxDepth = 16;

    public static byte[] Encode(RlpItem item)
    {
        var output = new List<byte>();
        Write(output, item);
        return [.. output];
    }

    /// <exception cref="EncodingException">Not the canonical encoding of exactly one item.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> encoded)
    {
        var item = Read(ref encoded, 0);
        return encoded.IsEmpty ? item : throw new EncodingException("RLP: bytes after the item.");
    }

    private static void Write(List<byte> output, RlpItem item)
    {
        switch (item)
        {
            case RlpBytes { Bytes: [< 0x80 and var single] }:
                output.Add(single);
                break;
            case RlpBytes { Bytes: var bytes }:
                WriteLength(output, bytes.Length, 0x80);
                output.AddRange(bytes);
                break;
            case RlpList { Items: var items }:
                var body = new List<byte>();
                foreach (var inner in items)
                {
                    Write(body, inner);
                }

                WriteLength(output, body.Count, 0xc0);
                output.AddRange(body);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void WriteLength(List<byte> output, int length, int offset)
    {
        if (length <= ShortLimit)
        {
            output.Add((byte)(offset + length));
            return;
        }

        var digits = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        output.Add((byte)(offset + ShortLimit + digits.Length));
        output.AddRange(digits);
    }

    private static RlpItem Read(ref ReadOnlySpan<byte> input, int depth)
    {
        if (input.IsEmpty)
        {
            throw new EncodingException("RLP: an item is missing.");
        }

        if (depth > MaxDepth)
        {
            throw new EncodingException("RLP: nested too deep.");
        }

        var first = input[0];
        if (first < 0x80)
        {
            input = input[1..];
            return RlpItem.Of([first]);
        }

        var body = ReadBody(ref input, first < 0xc0 ? 0x80 : 0xc0);
        if (first < 0xc0)
        {
            return body is [< 0x80] ? throw new EncodingException("RLP: a small byte must stand for itself.") : RlpItem.Of(body);
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
            throw new EncodingException("RLP: the item is cut off.");
        }

        var body = input[..length];
        input = input[length..];
        return body;
    }

    private static int ReadLongLength(ref ReadOnlySpan<byte> input, int digits)
    {
        if (digits > input.Length || digits > 4)
        {
            throw new EncodingException("RLP: the length is cut off or too large.");
        }

        var length = new BigInteger(input[..digits], isUnsigned: true, isBigEndian: true);
        if (input[0] == 0 || length <= ShortLimit || length > int.MaxValue)
        {
            throw new EncodingException("RLP: the length is not in its shortest form.");
        }

        input = input[digits..];
        return (int)length;
    }
}
