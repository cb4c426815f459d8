using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Transactions;

/// <summary>A call or, without <see cref="To"/>, a contract creation.</summary>
internal sealed record UnsignedTransaction(
    long ChainId, long Nonce, ChainAddress? To, ImmutableArray<byte> Data, long GasLimit, GasFees Fees)
{
    private const byte DynamicFeeType = 0x02;

    /// <summary>Coins sent along, in wei. Zero everywhere in this system; published vectors move some.</summary>
    public BigInteger Value { get; init; }

    public SignedTransaction Sign(IOperatorKey key)
    {
        var bytes = Fees switch
        {
            LegacyFees fees => SignLegacy(key, fees),
            DynamicFees fees => SignDynamic(key, fees),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new SignedTransaction(Keccak.Hash(bytes), [.. bytes], Nonce);
    }

    /// <summary>What was signed, read back from its bytes: so that its price and gas need not be kept beside it.</summary>
    /// <exception cref="EncodingException">Not bytes that <see cref="Sign"/> makes.</exception>
    public static UnsignedTransaction Read(SignedTransaction signed, long chainId)
    {
        var isDynamic = signed.Bytes is [DynamicFeeType, ..];
        var fields = Rlp.Decode(signed.Bytes.AsSpan()[(isDynamic ? 1 : 0)..]) is RlpList list && list.Items.Length == (isDynamic ? 12 : 9)
            ? list.Items
            : throw new EncodingException("A signed transaction does not have the fields of its type.");
        var body = fields[(isDynamic ? 1 : 0)..];
        GasFees fees = isDynamic ? new DynamicFees(Number(body[1]), Number(body[2])) : new LegacyFees(Number(body[1]));
        var rest = body[(isDynamic ? 3 : 2)..];
        return new UnsignedTransaction(chainId, (long)Number(body[0]), Address(rest[1]), Bytes(rest[3]), (long)Number(rest[0]), fees)
        {
            Value = Number(rest[2]),
        };
    }

    /// <summary>EIP-155: the hash covers (chain id, 0, 0), and v = 35 + 2 × chain id + y parity.</summary>
    private byte[] SignLegacy(IOperatorKey key, LegacyFees fees)
    {
        RlpItem[] body = [Scalar(Nonce), Scalar(fees.GasPrice), Scalar(GasLimit), Recipient(), Scalar(Value), RlpItem.Of(Data.AsSpan())];
        var hash = Keccak.Hash(Rlp.Encode(RlpItem.List([.. body, Scalar(ChainId), Scalar(0), Scalar(0)])));
        var (r, s, recoveryId) = key.Sign(hash);
        return Rlp.Encode(RlpItem.List([.. body, Scalar(35 + 2 * (BigInteger)ChainId + recoveryId), Scalar(r), Scalar(s)]));
    }

    /// <summary>EIP-1559 in an EIP-2718 envelope of type 2, with an empty access list.</summary>
    private byte[] SignDynamic(IOperatorKey key, DynamicFees fees)
    {
        RlpItem[] body =
        [
            Scalar(ChainId), Scalar(Nonce), Scalar(fees.MaxPriorityFee), Scalar(fees.MaxFee), Scalar(GasLimit),
            Recipient(), Scalar(Value), RlpItem.Of(Data.AsSpan()), RlpItem.List(),
        ];
        var hash = Keccak.Hash([DynamicFeeType, .. Rlp.Encode(RlpItem.List(body))]);
        var (r, s, recoveryId) = key.Sign(hash);
        return [DynamicFeeType, .. Rlp.Encode(RlpItem.List([.. body, Scalar(recoveryId), Scalar(r), Scalar(s)]))];
    }

    private RlpItem Recipient() => RlpItem.Of(To is { } address ? Convert.FromHexString(address.ToString().AsSpan(2)) : []);

    private static RlpItem Scalar(BigInteger value) => RlpItem.Of(value);

    /// <summary>r and s are scalars: their leading zeros are dropped.</summary>
    private static RlpItem Scalar(ImmutableArray<byte> number) => RlpItem.Of(new BigInteger(number.AsSpan(), isUnsigned: true, isBigEndian: true));

    private static ImmutableArray<byte> Bytes(RlpItem item) =>
        item is RlpBytes { Bytes: var bytes } ? bytes : throw new EncodingException("A list stands where a signed transaction has bytes.");

    private static BigInteger Number(RlpItem item) => new(Bytes(item).AsSpan(), isUnsigned: true, isBigEndian: true);

    private static ChainAddress? Address(RlpItem item) =>
        Bytes(item) is { IsEmpty: false } bytes && ChainAddress.TryParse(Hex.Data(bytes.AsSpan()), out var address) ? address : null;
}
