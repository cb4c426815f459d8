using System.Collections.Immutable;
using System.Numerics;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Encoding;

/// <summary>A value to encode or a decoded one: a number (also bool and address), bytes (also fixed bytes), text, or a list (also a tuple).</summary>
internal abstract record AbiValue
{
    public static implicit operator AbiValue(long value) => new AbiNumber(value);

    public static implicit operator AbiValue(BigInteger value) => new AbiNumber(value);

    public static implicit operator AbiValue(bool value) => new AbiNumber(value ? 1 : 0);

    public static implicit operator AbiValue(Digest value) => new AbiBytes([.. value.ToArray()]);

    public static implicit operator AbiValue(ImmutableArray<byte> value) => new AbiBytes(value);

    public static implicit operator AbiValue(string value) => new AbiText(value);

    public static implicit operator AbiValue(ChainAddress value) =>
        new AbiNumber(new BigInteger(Convert.FromHexString(value.ToString().AsSpan(2)), isUnsigned: true, isBigEndian: true));

    public static AbiValue List(params IEnumerable<AbiValue> items) => new AbiList([.. items]);

    public static AbiValue Digests(IEnumerable<Digest> items) => new AbiList([.. items.Select(item => (AbiValue)item)]);

    public BigInteger Number => this is AbiNumber { Value: var value } ? value : throw Mismatch("a number");

    public bool Truth => !Number.IsZero;

    /// <exception cref="EncodingException">Above the range of a long: no size, time or block we use gets there.</exception>
    public long Long => Number <= long.MaxValue ? (long)Number : throw new EncodingException("ABI: the number is above 2^63 - 1.");

    public byte Byte => Number <= byte.MaxValue ? (byte)Number : throw new EncodingException("ABI: the number is above 255.");

    public ImmutableArray<byte> Bytes => this is AbiBytes { Value: var value } ? value : throw Mismatch("bytes");

    public string Text => this is AbiText { Value: var value } ? value : throw Mismatch("text");

    public ImmutableArray<AbiValue> Items => this is AbiList { Values: var values } ? values : throw Mismatch("a list");

    public AbiValue this[int index] => Items[index];

    public Digest Digest => Digest.TryRead(Bytes.AsSpan(), out var digest) ? digest : throw Mismatch("32 bytes");

    public ChainAddress Address
    {
        get
        {
            var word = Number.ToByteArray(isUnsigned: true, isBigEndian: true);
            var padded = new byte[20];
            word.CopyTo(padded.AsSpan(20 - word.Length));
            return ChainAddress.TryParse(Hex.Data(padded), out var address) ? address : throw Mismatch("an address");
        }
    }

    private static EncodingException Mismatch(string wanted) => new($"ABI: the value is not {wanted}.");
}

internal sealed record AbiNumber(BigInteger Value) : AbiValue;

internal sealed record AbiBytes(ImmutableArray<byte> Value) : AbiValue;

internal sealed record AbiText(string Value) : AbiValue;

internal sealed record AbiList(ImmutableArray<AbiValue> Values) : AbiValue;
