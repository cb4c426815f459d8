using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>All status entries below an index are on chain in a final block.</summary>
/// <param name="Index">The index.</param>
/// <param name="Block">The final block whose state contains them. While the chain has this block, they need not be compared again.</param>
public sealed record StatusMark(long Index, ChainBlock Block)
{
    public static StatusMark None { get; } = new(0, ChainBlock.None);
}
