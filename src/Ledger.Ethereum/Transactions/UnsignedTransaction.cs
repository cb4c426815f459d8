using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;
using Nethereum.Model;
using Nethereum.RLP;
using SignedTransaction = Ledger.Anchoring.SignedTransaction;

namespace Ledger.Ethereum.Transactions;

/// <summary>A call or, without <see cref="To"/>, a contract creation. Nethereum encodes it, and the key signs its hash.</summary>
internal sealed record UnsignedTransaction(
    long ChainId, long Nonce, ChainAddress? To, ImmutableArray<byte> Data, long GasLimit, GasFees Fees)
{
    private const byte DynamicFeeType = 0x02;

    /// <summary>The coins to send, in wei. Always zero in this system; published vectors use other values.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The v for an even y; the v for an odd y is one more. EIP-155 includes the chain id in v, EIP-1559 does not.</summary>
    private BigInteger LeastV => Fees is LegacyFees ? 35 + 2 * (BigInteger)ChainId : 0;

    public SignedTransaction Sign(IOperatorKey key)
    {
        var transaction = ToModel();
        var (r, s, recoveryId) = key.Sign(Digest.TryRead(transaction.RawHash, out var hash) ? hash : throw new UnreachableException());

        return Signed(transaction, r, s, recoveryId);
    }

    /// <summary>Reads a signed transaction from its bytes, so its price and gas need not be stored separately.</summary>
    /// <exception cref="EncodingException">The bytes are not those that <see cref="Sign"/> makes for this chain.</exception>
    public static UnsignedTransaction Read(SignedTransaction signed, long chainId)
    {
        var isDynamic = signed.Bytes is [DynamicFeeType, ..];
        var fields = Rlp.TryDecode(signed.Bytes.AsSpan()[(isDynamic ? 1 : 0)..], out var item) && item is RlpList list && list.Items.Length == (isDynamic ? 12 : 9)
            ? list.Items
            : throw new EncodingException("A signed transaction does not have the fields of its type.");
        var body = fields[(isDynamic ? 1 : 0)..];
        GasFees fees = isDynamic ? new DynamicFees(Number(body[1]), Number(body[2])) : new LegacyFees(Number(body[1]));
        var rest = body[(isDynamic ? 3 : 2)..];
        var read = new UnsignedTransaction(chainId, Small(body[0]), Address(rest[1]), Bytes(rest[3]), Small(rest[0]), fees) { Value = Number(rest[2]) };

        var (v, r, s) = (Number(fields[^3]) - read.LeastV, Bytes(fields[^2]), Bytes(fields[^1]));

        // Written again and compared: this refuses trailing bytes, another chain id, an access list, leading zeros, and a recipient that is not an
        // address.
        return (v.IsZero || v.IsOne) && r.Length <= 32 && s.Length <= 32 && read.Signed(read.ToModel(), r, s, (int)v).Bytes.SequenceEqual(signed.Bytes)
            ? read
            : throw new EncodingException("A signed transaction is not of a kind that this program writes.");
    }

    private SignedTransaction Signed(Nethereum.Model.SignedTransaction transaction, ImmutableArray<byte> r, ImmutableArray<byte> s, int recoveryId)
    {
        transaction.SetSignature(new Signature([.. r], [.. s], (LeastV + recoveryId).ToBytesForRLPEncoding()));
        var bytes = transaction.GetRLPEncoded();
        return new SignedTransaction(Keccak.Hash(bytes), [.. bytes], Nonce);
    }

    private Nethereum.Model.SignedTransaction ToModel()
    {
        var (to, data) = (To?.ToString() ?? "", Hex.Data(Data.AsSpan()));
        return Fees switch
        {
            LegacyFees legacy => new LegacyTransactionChainId(to, Value, Nonce, legacy.GasPrice, GasLimit, data, ChainId),
            DynamicFees dynamic => new Transaction1559(ChainId, Nonce, dynamic.MaxPriorityFee, dynamic.MaxFee, GasLimit, to, Value, data, []),
            _ => throw new UnreachableException(),
        };
    }

    private static ImmutableArray<byte> Bytes(RlpItem item) =>
        item is RlpBytes { Bytes: var bytes } ? bytes : throw new EncodingException("A list stands where a signed transaction has bytes.");

    private static BigInteger Number(RlpItem item) => new(Bytes(item).AsSpan(), isUnsigned: true, isBigEndian: true);

    private static long Small(RlpItem item) =>
        Number(item) is var number && number <= long.MaxValue ? (long)number : throw new EncodingException("A number of a signed transaction is above 2^63 - 1.");

    private static ChainAddress? Address(RlpItem item) => ChainAddress.TryRead(Bytes(item).AsSpan(), out var address) ? address : null;
}
