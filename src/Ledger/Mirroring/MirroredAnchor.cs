using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>An anchored head in the contract, with its position.</summary>
/// <param name="OldSize">The size that it extends.</param>
/// <param name="NewSize">Its size. No log can have a size above 2^63 − 1.</param>
/// <param name="Root">Its root.</param>
/// <param name="Transaction">The transaction that anchored it.</param>
/// <param name="Block">The block that contains it.</param>
/// <param name="Place">Its position among the block's events, from 0.</param>
internal sealed record MirroredAnchor(ulong OldSize, ulong NewSize, Digest Root, Digest Transaction, ChainBlock Block, int Place)
{
    /// <summary>The anchor as a fact for judging records. Null if no log can have this size.</summary>
    public AnchorFacts? Facts => NewSize <= long.MaxValue ? new AnchorFacts((long)OldSize, (long)NewSize, Root, Transaction, Block) : null;

    /// <summary>The head as a finding about its department. Null if a log can have this size.</summary>
    public ImpossibleHead? Impossible => NewSize > long.MaxValue ? new ImpossibleHead(NewSize, Block.Number) : null;
}
