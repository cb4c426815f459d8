using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>All status entries below an index are on chain.</summary>
/// <param name="Index">The index.</param>
/// <param name="Block">The final block whose state has them: as long as the chain holds it, they need not be looked at again.</param>
public sealed record StatusMark(long Index, ChainBlock Block)
{
    public static StatusMark None { get; } = new(0, ChainBlock.None);
}
