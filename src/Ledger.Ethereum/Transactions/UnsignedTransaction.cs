using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a transaction offers for a unit of gas, in wei.</summary>
internal abstract record GasFees
{
    /// <summary>Raises every fee by 15 % per attempt, rounded up: nodes want at least 10 % to replace a transaction. Zero stays zero.</summary>
    public abstract GasFees Raised(int attempts);

    protected static BigInteger Raise(BigInteger fee, int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            fee = (fee * 115 + 99) / 100;
        }

        return fee;
    }
}

/// <summary>Before EIP-1559, or on chains without a base fee.</summary>
internal sealed record LegacyFees(BigInteger GasPrice) : GasFees
{
    public override GasFees Raised(int attempts) => new LegacyFees(Raise(GasPrice, attempts));
}

/// <summary>EIP-1559.</summary>
internal sealed record DynamicFees(BigInteger MaxPriorityFee, BigInteger MaxFee) : GasFees
{
    public override GasFees Raised(int attempts) => new DynamicFees(Raise(MaxPriorityFee, attempts), Raise(MaxFee, attempts));
}

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
}
