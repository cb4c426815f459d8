using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Evidence;

/// <summary>
/// The extra data of a QBFT header: RLP of [vanity, validators, vote, round, seals] (besu-eth/besu, <c>QbftExtraDataCodec</c>). Immutable.
/// </summary>
/// <param name="Vanity">32 bytes that the proposer chooses; zero in block 0.</param>
/// <param name="Validators">The validators of the block, all different. Empty when a contract names them.</param>
/// <param name="Vote">An empty list, or the proposer's vote on one validator, as encoded.</param>
/// <param name="Round">The round in which the validators agreed, from 0.</param>
/// <param name="Seals">The commit seals, 65 bytes each: r, s and the recovery id.</param>
internal sealed record QbftExtraData(
    ImmutableArray<byte> Vanity, ImmutableArray<ChainAddress> Validators, RlpList Vote, int Round, ImmutableArray<ImmutableArray<byte>> Seals)
{
    private const int VanityLength = 32;

    /// <summary>
    /// The extra data of block 0, as <c>besu rlp encode --type=QBFT_EXTRA_DATA</c> writes it: zero vanity, round 0, no vote and no seals.
    /// </summary>
    /// <param name="validators">The validators, in the order in which they are written.</param>
    public static byte[] Encode(IEnumerable<ChainAddress> validators) =>
        new QbftExtraData([.. new byte[VanityLength]], [.. validators], new RlpList([]), 0, []).Encode();

    /// <summary>Encodes the extra data in RLP. The round is a scalar, so 0 is the empty string.</summary>
    public byte[] Encode() => Rlp.Encode(RlpItem.List(
        new RlpBytes(Vanity),
        RlpItem.List([.. Validators.Select(validator => RlpItem.FromBytes(validator.ToArray()))]),
        Vote,
        RlpItem.FromScalar(new BigInteger(Round)),
        RlpItem.List([.. Seals.Select(seal => new RlpBytes(seal))])));

    /// <summary>Reads exactly what <see cref="Encode()"/> writes.</summary>
    /// <returns>False when the bytes are not the extra data of a QBFT header.</returns>
    public static bool TryRead(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out QbftExtraData? extraData)
    {
        extraData = Rlp.TryDecode(encoded, out var item) && item is RlpList { Items: [RlpBytes { Bytes: { Length: VanityLength } vanity }, RlpList validators, RlpList vote, RlpBytes round, RlpList seals] }
                && TryReadValidators(validators, out var addresses) && TryReadRound(round.Bytes, out var number) && seals.Items.All(seal => seal is RlpBytes)
                ? new QbftExtraData(vanity, addresses, vote, number, [.. seals.Items.Select(seal => ((RlpBytes)seal).Bytes)])
                : null; // On other chains this field has no defined form.
        return extraData is not null;
    }

    private static bool TryReadValidators(RlpList list, out ImmutableArray<ChainAddress> validators)
    {
        var read = new List<ChainAddress>();
        foreach (var item in list.Items)
        {
            if (item is RlpBytes { Bytes: var bytes } && ChainAddress.TryRead(bytes.AsSpan(), out var address))
            {
                read.Add(address);
            }
        }

        validators = [.. read];
        return validators.Length == list.Items.Length && validators.Distinct().Count() == validators.Length;
    }

    private static bool TryReadRound(ImmutableArray<byte> scalar, out int round)
    {
        round = 0;
        var isScalar = scalar.IsEmpty || scalar[0] is > 0;
        if (!isScalar || new BigInteger(scalar.AsSpan(), isUnsigned: true, isBigEndian: true) is var number && number > int.MaxValue)
        {
            return false;
        }

        round = (int)number;
        return true;
    }
}
