using System.Collections.Immutable;
using System.Numerics;
using Nethereum.RLP;

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

/// <summary>
/// Recursive Length Prefix, Yellow Paper appendix B. Nethereum writes it. Reading is ours: it accepts only the one encoding that
/// <see cref="Encode"/> writes, where Nethereum's reader takes others as well and overflows the stack on deep nesting.
/// </summary>
internal static class Rlp
{
    private const int ShortLimit = 55;
    private const int MaxDepth = 16;

    public static byte[] Encode(RlpItem item) => item switch
    {
        RlpBytes { Bytes: var bytes } => RLP.EncodeElement([.. bytes]),
        RlpList { Items: var items } => RLP.EncodeList([.. items.Select(Encode)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <exception cref="EncodingException">Not the canonical encoding of exactly one item.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> encoded)
    {
        var item = Read(ref encoded, 0);
        return encoded.IsEmpty ? item : throw new EncodingException("RLP: bytes after the item.");
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
