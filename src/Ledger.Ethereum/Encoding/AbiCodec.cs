using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Text;

namespace Ledger.Ethereum.Encoding;

/// <summary>
/// Encodes and decodes by type (Solidity documentation, "Formal Specification of the Encoding"). Decoding is strict: padding must be zero,
/// text must be UTF-8, and the bytes must be exactly what encoding the values again would give, so offsets cannot overlap or leave gaps.
/// </summary>
internal static class AbiCodec
{
    private const int Word = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes the values of a tuple, as calldata, return data and event data are laid out.</summary>
    public static byte[] Encode(AbiType tuple, AbiValue values)
    {
        var output = new List<byte>();
        WriteTuple(output, tuple.Items, values.Items);
        return [.. output];
    }

    /// <exception cref="EncodingException">The bytes are not the one encoding of any values of this type.</exception>
    public static AbiValue Decode(AbiType tuple, ReadOnlySpan<byte> data)
    {
        var values = ReadTuple(tuple.Items, data);
        return Encode(tuple, values).AsSpan().SequenceEqual(data) ? values : throw new EncodingException("ABI: not the canonical encoding.");
    }

    private static void WriteTuple(List<byte> output, ImmutableArray<AbiType> types, ImmutableArray<AbiValue> values)
    {
        if (types.Length != values.Length)
        {
            throw new ArgumentException($"{types.Length} values are wanted, {values.Length} were given.", nameof(values));
        }

        var tail = new List<byte>();
        var headSize = types.Sum(type => type.HeadSize);
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i].IsDynamic)
            {
                WriteNumber(output, headSize + tail.Count, 256);
                Write(tail, types[i], values[i]);
            }
            else
            {
                Write(output, types[i], values[i]);
            }
        }

        output.AddRange(tail);
    }

    private static void Write(List<byte> output, AbiType type, AbiValue value)
    {
        switch (type.Kind)
        {
            case AbiKind.Integer or AbiKind.Address:
                WriteNumber(output, value.Number, type.Bits);
                break;
            case AbiKind.Bool:
                WriteNumber(output, value.Number, 1);
                break;
            case AbiKind.FixedBytes:
                WriteFixed(output, value.Bytes, type.Bits / 8);
                break;
            case AbiKind.Bytes:
                WriteBytes(output, value.Bytes.AsSpan());
                break;
            case AbiKind.Text:
                WriteBytes(output, StrictUtf8.GetBytes(value.Text));
                break;
            case AbiKind.Array:
                WriteNumber(output, value.Items.Length, 256);
                WriteTuple(output, [.. Enumerable.Repeat(type.Items[0], value.Items.Length)], value.Items);
                break;
            case AbiKind.Tuple:
                WriteTuple(output, type.Items, value.Items);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteNumber(List<byte> output, BigInteger number, int bits)
    {
        if (number.Sign < 0 || number.GetBitLength() > bits)
        {
            throw new ArgumentOutOfRangeException(nameof(number), $"The number does not fit {bits} unsigned bits.");
        }

        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        output.AddRange(new byte[Word - digits.Length]);
        output.AddRange(digits);
    }

    private static void WriteFixed(List<byte> output, ImmutableArray<byte> bytes, int size)
    {
        if (bytes.Length != size)
        {
            throw new ArgumentException($"{size} bytes are wanted, {bytes.Length} were given.", nameof(bytes));
        }

        output.AddRange(bytes);
        output.AddRange(new byte[Word - size]);
    }

    private static void WriteBytes(List<byte> output, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(output, bytes.Length, 256);
        output.AddRange(bytes);
        output.AddRange(new byte[(Word - bytes.Length % Word) % Word]);
    }

    private static AbiList ReadTuple(ImmutableArray<AbiType> types, ReadOnlySpan<byte> frame)
    {
        var values = ImmutableArray.CreateBuilder<AbiValue>(types.Length);
        var position = 0;
        foreach (var type in types)
        {
            var start = type.IsDynamic ? ReadCount(frame, position) : position;
            values.Add(Read(type, Slice(frame, start)));
            position += type.HeadSize;
        }

        return new AbiList(values.ToImmutable());
    }

    private static AbiValue Read(AbiType type, ReadOnlySpan<byte> data) => type.Kind switch
    {
        AbiKind.Integer or AbiKind.Address => ReadNumber(data, type.Bits),
        AbiKind.Bool => ReadNumber(data, 1),
        AbiKind.FixedBytes => new AbiBytes([.. Slice(data, 0, type.Bits / 8)]),
        AbiKind.Bytes => new AbiBytes([.. ReadBytes(data)]),
        AbiKind.Text => ReadText(data),
        AbiKind.Array => ReadArray(type.Items[0], data),
        AbiKind.Tuple => ReadTuple(type.Items, data),
        _ => throw new UnreachableException(),
    };

    private static AbiNumber ReadNumber(ReadOnlySpan<byte> data, int bits)
    {
        var number = new BigInteger(Slice(data, 0, Word), isUnsigned: true, isBigEndian: true);
        return number.GetBitLength() <= bits ? new AbiNumber(number) : throw new EncodingException($"ABI: a number is above {bits} bits.");
    }

    private static AbiText ReadText(ReadOnlySpan<byte> data)
    {
        try
        {
            return new AbiText(StrictUtf8.GetString(ReadBytes(data)));
        }
        catch (DecoderFallbackException)
        {
            throw new EncodingException("ABI: a string is not UTF-8.");
        }
    }

    private static AbiList ReadArray(AbiType item, ReadOnlySpan<byte> data)
    {
        var count = ReadCount(data, 0);

        // Every item takes at least one word, so a huge count in a short answer is refused before anything is allocated for it.
        if (count > (data.Length - Word) / item.HeadSize)
        {
            throw new EncodingException("ABI: a list is cut off.");
        }

        return ReadTuple([.. Enumerable.Repeat(item, count)], Slice(data, Word));
    }

    private static ReadOnlySpan<byte> ReadBytes(ReadOnlySpan<byte> data) => Slice(data, Word, ReadCount(data, 0));

    /// <summary>An offset or a length: bounded by the data it points into.</summary>
    private static int ReadCount(ReadOnlySpan<byte> data, int position)
    {
        var word = Slice(data, position, Word);
        var count = BinaryPrimitives.ReadInt32BigEndian(word[28..]);
        return word[..28].ContainsAnyExcept((byte)0) || count < 0 || count > data.Length
            ? throw new EncodingException("ABI: an offset or length points outside the data.")
            : count;
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int start, int length) =>
        start >= 0 && length >= 0 && start <= data.Length - length ? data.Slice(start, length) : throw new EncodingException("ABI: the data is cut off.");

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int start) => Slice(data, start, data.Length - start);
}
