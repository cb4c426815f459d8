using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nethereum.ABI;
using Nethereum.ABI.Model;

namespace Ledger.Ethereum.Encoding;

/// <summary>
/// Checks that bytes are the canonical ABI encoding of values of given types (Solidity documentation, "Formal Specification of the Encoding"),
/// before the library decodes them. The library trusts counts and offsets: 96 bytes with a count of 2^31 − 1 make it allocate memory until the
/// process ends, and it reads an empty answer as zeros. Stateless and thread-safe.
/// </summary>
internal static class AbiLayout
{
    private const int Word = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="parameters">The types of the values, in order. A type that our contracts do not use is a bug.</param>
    /// <param name="data">Arguments, results or event data, without a selector.</param>
    /// <exception cref="EncodingException">The bytes are cut off, too long, have a gap or an overlap, bits outside a type, padding that is not
    /// zero, or text that is not UTF-8.</exception>
    public static void Ensure(IReadOnlyList<Parameter> parameters, ReadOnlySpan<byte> data)
    {
        if (Tuple(parameters, data) != data.Length)
        {
            throw new EncodingException("ABI: bytes after the values.");
        }
    }

    /// <summary>Checks a frame: first the heads in order, then the tails they point to, without gap or overlap.</summary>
    /// <returns>The length of the frame in bytes.</returns>
    private static int Tuple(IReadOnlyList<Parameter> parameters, ReadOnlySpan<byte> frame)
    {
        var (head, tail) = (0, parameters.Sum(parameter => HeadSize(parameter.ABIType)));
        foreach (var parameter in parameters)
        {
            Item(parameter.ABIType, frame, ref head, ref tail);
        }

        return tail;
    }

    private static int List(ABIType item, ReadOnlySpan<byte> data)
    {
        // Every item takes at least one word, so a count that the data cannot hold is refused before any work is done.
        var count = Count(data, 0);
        var frame = data[Word..];
        if (count > frame.Length / HeadSize(item))
        {
            throw new EncodingException("ABI: a list is cut off.");
        }

        var (head, tail) = (0, count * HeadSize(item));
        for (var i = 0; i < count; i++)
        {
            Item(item, frame, ref head, ref tail);
        }

        return Word + tail;
    }

    private static void Item(ABIType type, ReadOnlySpan<byte> frame, ref int head, ref int tail)
    {
        if (!IsDynamic(type))
        {
            head += Static(type, Slice(frame, head));
            return;
        }

        if (Count(frame, head) != tail)
        {
            throw new EncodingException("ABI: an offset leaves a gap or an overlap.");
        }

        head += Word;
        tail += Dynamic(type, Slice(frame, tail));
    }

    private static int Dynamic(ABIType type, ReadOnlySpan<byte> data) => type switch
    {
        TupleType tuple => Tuple(tuple.Components, data),
        DynamicArrayType list => List(list.ElementType, data),
        StringType => Bytes(data, isText: true),
        BytesType => Bytes(data, isText: false),
        _ => throw NotUsed(type.CanonicalName),
    };

    private static int Static(ABIType type, ReadOnlySpan<byte> data)
    {
        if (type is TupleType tuple)
        {
            return Tuple(tuple.Components, data);
        }

        var word = Slice(data, 0, Word);
        var padding = type.CanonicalName switch
        {
            "bool" => word[..^1],
            "address" => word[..12],
            var name when name.StartsWith("uint", StringComparison.Ordinal) => word[..^(Number(name["uint".Length..]) / 8)],
            var name when name.StartsWith("bytes", StringComparison.Ordinal) => word[Number(name["bytes".Length..])..],
            var name => throw NotUsed(name),
        };
        return padding.ContainsAnyExcept((byte)0) || (type is BoolType && word[^1] > 1)
            ? throw new EncodingException($"ABI: bits beyond {type.CanonicalName}.")
            : Word;
    }

    private static int Bytes(ReadOnlySpan<byte> data, bool isText)
    {
        var length = Count(data, 0);
        var padded = (length + Word - 1) / Word * Word;
        var content = Slice(data, Word, padded);
        if (content[length..].ContainsAnyExcept((byte)0))
        {
            throw new EncodingException("ABI: padding is not zero.");
        }

        if (isText && !IsUtf8(content[..length]))
        {
            throw new EncodingException("ABI: a string is not UTF-8.");
        }

        return Word + padded;
    }

    /// <summary>Reads an offset, a count or a length. It is never greater than the data.</summary>
    private static int Count(ReadOnlySpan<byte> data, int position)
    {
        var word = Slice(data, position, Word);
        var count = BinaryPrimitives.ReadInt32BigEndian(word[28..]);
        return word[..28].ContainsAnyExcept((byte)0) || count < 0 || count > data.Length
            ? throw new EncodingException("ABI: an offset or length points outside the data.")
            : count;
    }

    private static bool IsDynamic(ABIType type) =>
        type is StringType or BytesType or DynamicArrayType || (type is TupleType tuple && tuple.Components.Any(component => IsDynamic(component.ABIType)));

    private static int HeadSize(ABIType type) =>
        type is TupleType tuple && !IsDynamic(type) ? tuple.Components.Sum(component => HeadSize(component.ABIType)) : Word;

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw NotUsed(digits);

    private static NotSupportedException NotUsed(string type) => new($"Our contracts do not use the type {type}.");

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        try
        {
            StrictUtf8.GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int start, int length) =>
        start >= 0 && length >= 0 && start <= data.Length - length ? data.Slice(start, length) : throw new EncodingException("ABI: the data is cut off.");

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int start) => Slice(data, start, data.Length - start);
}
