using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A block as the chain names it. <paramref name="Time"/> is the block's own timestamp, in UTC with whole seconds.</summary>
public sealed record ChainBlock(long Number, Digest Hash, DateTimeOffset Time)
{
    /// <summary>Before the first block, number −1: what is final on a chain where nothing is final yet. Never genesis.</summary>
    public static ChainBlock None { get; } = new(-1, default, DateTimeOffset.UnixEpoch);
}
