using System.Collections.Immutable;
using System.Numerics;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;

namespace Ledger.Chain.Tests.Besu;

/// <summary>Finds the signer of a transaction, because Besu compares the signer with its list of accounts. Stateless.</summary>
internal static class TransactionSender
{
    private const byte DynamicFeeType = 0x02;

    /// <summary>Finds the signer. Null when the bytes are neither an EIP-155 nor an EIP-1559 transaction, or have no valid signature.</summary>
    public static ChainAddress? Find(ReadOnlySpan<byte> raw)
    {
        try
        {
            return raw is [DynamicFeeType, .. var body]
                ? Find(((RlpList)Rlp.Decode(body)).Items, signed: 9, tail: [], prefix: [DynamicFeeType], leastV: 0)
                : Find(((RlpList)Rlp.Decode(raw)).Items, signed: 6, tail: [RlpItem.FromScalar(BesuOptions.ChainId), RlpItem.FromBytes([]), RlpItem.FromBytes([])], prefix: [], leastV: 35 + (2 * BesuOptions.ChainId));
        }
        catch (Exception unreadable) when (unreadable is EncodingException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    private static ChainAddress? Find(ImmutableArray<RlpItem> fields, int signed, RlpItem[] tail, byte[] prefix, long leastV)
    {
        var hash = Keccak.Hash([.. prefix, .. Rlp.Encode(new RlpList([.. fields[..signed], .. tail]))]);
        var recoveryId = (int)(Scalar(fields[^3]) - leastV);
        return recoveryId is 0 or 1 && ChainPublicKey.Recover(hash, Fixed(fields[^2]), Fixed(fields[^1]), recoveryId) is { } key ? ChainPublicKey.AddressOf(key) : null;
    }

    private static BigInteger Scalar(RlpItem item) => new(((RlpBytes)item).Bytes.AsSpan(), isUnsigned: true, isBigEndian: true);

    private static byte[] Fixed(RlpItem item) => [.. new byte[32 - ((RlpBytes)item).Bytes.Length], .. ((RlpBytes)item).Bytes];
}
