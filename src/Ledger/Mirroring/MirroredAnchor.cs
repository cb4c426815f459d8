using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>An anchored head as the contract has it, and where it stands.</summary>
/// <param name="OldSize">The size it extends.</param>
/// <param name="NewSize">Its size; above 2^63 − 1 it is one no log can have.</param>
/// <param name="Root">Its root.</param>
/// <param name="Transaction">The transaction that anchored it.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Place">Its place among the block's events, from 0.</param>
internal sealed record MirroredAnchor(ulong OldSize, ulong NewSize, Digest Root, Digest Transaction, ChainBlock Block, int Place)
{
    /// <summary>The anchor as a record is judged by it; null when no log can have this size.</summary>
    public AnchorFacts? Facts => NewSize <= long.MaxValue ? new AnchorFacts((long)OldSize, (long)NewSize, Root, Transaction, Block) : null;

    /// <summary>The head as a finding about its department; null when a log can have it.</summary>
    public ImpossibleHead? Impossible => NewSize > long.MaxValue ? new ImpossibleHead(NewSize, Block.Number) : null;
}
