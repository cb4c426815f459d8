using System.Collections.Immutable;

namespace Ledger.Ethereum.Encoding;

internal enum AbiKind
{
    /// <summary>Unsigned integer of <see cref="AbiType.Bits"/> bits.</summary>
    Integer,
    Bool,
    Address,
    /// <summary>1 to 32 bytes, left-aligned in a word; <see cref="AbiType.Bits"/> is eight times their number.</summary>
    FixedBytes,
    Bytes,
    Text,
    /// <summary>A list of any length.</summary>
    Array,
    Tuple,
}

/// <summary>
/// A type of the contract ABI (Solidity documentation, "Contract ABI Specification"), limited to what our contracts use: unsigned
/// integers, bool, address, bytesN, bytes, string, lists of any length, tuples. Fixed-length arrays and signed integers are refused.
/// </summary>
internal sealed record AbiType(AbiKind Kind, int Bits, ImmutableArray<AbiType> Items)
{
    public bool IsDynamic => Kind is AbiKind.Bytes or AbiKind.Text or AbiKind.Array || (Kind is AbiKind.Tuple && Items.Any(item => item.IsDynamic));

    /// <summary>Bytes the value takes in the head of the tuple that holds it.</summary>
    public int HeadSize => IsDynamic || Kind is not AbiKind.Tuple ? 32 : Items.Sum(item => item.HeadSize);

    /// <summary>Reads a type as it is written in a signature, for example <c>(address,uint64,string)[]</c>. No spaces, no names.</summary>
    /// <exception cref="FormatException">A type we do not use, or no type at all. The text comes from our own code: this is a bug.</exception>
    public static AbiType Parse(string text)
    {
        var rest = text.AsSpan();
        var type = ReadType(ref rest);
        return rest.IsEmpty ? type : throw new FormatException($"Not an ABI type: {text}");
    }

    public override string ToString() => Kind switch
    {
        AbiKind.Integer => "uint" + Bits,
        AbiKind.Bool => "bool",
        AbiKind.Address => "address",
        AbiKind.FixedBytes => "bytes" + Bits / 8,
        AbiKind.Bytes => "bytes",
        AbiKind.Text => "string",
        AbiKind.Array => Items[0] + "[]",
        _ => "(" + string.Join(",", Items) + ")",
    };

    private static AbiType ReadType(ref ReadOnlySpan<char> rest)
    {
        var type = rest.StartsWith("(") ? ReadTuple(ref rest) : ReadWord(ref rest);
        while (rest.StartsWith("[]"))
        {
            rest = rest[2..];
            type = new AbiType(AbiKind.Array, 0, [type]);
        }

        return type;
    }

    private static AbiType ReadTuple(ref ReadOnlySpan<char> rest)
    {
        var items = ImmutableArray.CreateBuilder<AbiType>();
        rest = rest[1..];
        while (!rest.StartsWith(")"))
        {
            items.Add(ReadType(ref rest));
            if (rest.StartsWith(",") && !rest.StartsWith(",)"))
            {
                rest = rest[1..];
            }
            else if (!rest.StartsWith(")"))
            {
                throw new FormatException("An ABI tuple is not closed.");
            }
        }

        rest = rest[1..];
        return new AbiType(AbiKind.Tuple, 0, items.ToImmutable());
    }

    private static AbiType ReadWord(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAny(",)[");
        var word = rest[..(length < 0 ? rest.Length : length)].ToString();
        rest = rest[word.Length..];
        return word switch
        {
            "bool" => new AbiType(AbiKind.Bool, 8, []),
            "address" => new AbiType(AbiKind.Address, 160, []),
            "bytes" => new AbiType(AbiKind.Bytes, 0, []),
            "string" => new AbiType(AbiKind.Text, 0, []),
            _ when Number(word, "uint") is > 0 and <= 256 and var bits && bits % 8 == 0 => new AbiType(AbiKind.Integer, bits, []),
            _ when Number(word, "bytes") is > 0 and <= 32 and var size => new AbiType(AbiKind.FixedBytes, 8 * size, []),
            _ => throw new FormatException($"Not an ABI type we use: {word}"),
        };
    }

    private static int Number(string word, string prefix) =>
        word.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(word.AsSpan(prefix.Length), System.Globalization.NumberStyles.None, null, out var number)
        && word == prefix + number ? number : 0;
}
