using System.Numerics;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Consortium;

/// <summary>The extra data of a QBFT genesis block, as <c>besu rlp encode --type=QBFT_EXTRA_DATA</c> writes it.</summary>
internal static class QbftExtraData
{
    private const int VanityLength = 32;

    /// <summary>
    /// RLP of [vanity, validators, vote, round, seals]: 32 zero bytes, the addresses as given, and for a first block no vote (an empty
    /// list), round 0 (a scalar, so the empty string) and no seals.
    /// </summary>
    public static byte[] Encode(IEnumerable<ChainAddress> validators) => Rlp.Encode(RlpItem.List(
        RlpItem.Of(new byte[VanityLength]),
        RlpItem.List([.. validators.Select(validator => RlpItem.Of(Convert.FromHexString(validator.ToString().AsSpan(2))))]),
        RlpItem.List(),
        RlpItem.Of(BigInteger.Zero),
        RlpItem.List()));
}
