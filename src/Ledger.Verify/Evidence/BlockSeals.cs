using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// The seals of a QBFT block, read from its header. The header itself names the validators. The seals prove that these validators agreed on the
/// block for good. They do not prove that the expected chain has these validators. Immutable.
/// </summary>
/// <param name="BlockHash">The hash of the block.</param>
/// <param name="Validators">The validators in the header. Empty when a contract names them.</param>
/// <param name="Signers">The validators whose seal is in the header, each once.</param>
/// <param name="Rejected">The number of other seals: of somebody else, of the same validator again, or invalid.</param>
public sealed record BlockSeals(Digest BlockHash, ImmutableArray<ChainAddress> Validators, ImmutableArray<ChainAddress> Signers, int Rejected)
{
    /// <summary>The number of seals needed; see <see cref="QuorumOf"/>.</summary>
    public int Quorum => QuorumOf(Validators.Length);

    /// <summary>Whether enough validators sealed the block, and nobody else did. Besu rejects a block with a seal of anybody else.</summary>
    public bool AreEnough => Rejected == 0 && Signers.Length >= Quorum;

    /// <summary>
    /// The smallest number greater than two thirds of the validators. Besu requires two thirds, rounded up (<c>BftHelpers</c>). That is one less
    /// when the number of validators is a multiple of three.
    /// </summary>
    /// <param name="validators">The number of validators, from 0.</param>
    public static int QuorumOf(int validators)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(validators);
        return (int)(2L * validators / 3) + 1;
    }

    /// <summary>Reads the seals of a header in RLP. Thread-safe.</summary>
    /// <returns>Null when it is not the header of a QBFT block, so there are no seals.</returns>
    public static BlockSeals? Find(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var qbft) ? qbft.ReadSeals() : null;
}
