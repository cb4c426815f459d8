using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Who sealed a block of a QBFT chain, by the block's own header. The header names its validators itself: the seals prove that those agreed on
/// the block for good, and not that the chain one means has those validators. Immutable.
/// </summary>
/// <param name="BlockHash">The hash of the block.</param>
/// <param name="Validators">The validators the header names. Empty where a contract names them.</param>
/// <param name="Signers">Those of them whose seal is in the header, each once.</param>
/// <param name="Rejected">How many other seals it holds: of others, of one validator twice, or of nobody.</param>
public sealed record BlockSeals(Digest BlockHash, ImmutableArray<ChainAddress> Validators, ImmutableArray<ChainAddress> Signers, int Rejected)
{
    /// <summary>How many must seal: see <see cref="QuorumOf"/>.</summary>
    public int Quorum => QuorumOf(Validators.Length);

    /// <summary>Whether enough validators sealed it, and nobody else did: Besu takes no block with a seal of anybody else.</summary>
    public bool AreEnough => Rejected == 0 && Signers.Length >= Quorum;

    /// <summary>
    /// The least number that is more than two thirds. Besu asks for two thirds, rounded up (<c>BftHelpers</c>), which is less by one where the
    /// number of validators is a multiple of three.
    /// </summary>
    /// <param name="validators">How many validators there are, from 0.</param>
    public static int QuorumOf(int validators)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(validators);
        return (int)(2L * validators / 3) + 1;
    }

    /// <summary>Reads the seals of a header in RLP. Thread-safe.</summary>
    /// <returns>Null when it is not the header of a QBFT block, which has no seals to read.</returns>
    public static BlockSeals? Find(ReadOnlySpan<byte> header) => QbftHeader.TryRead(header, out var qbft) ? qbft.ReadSeals() : null;
}
