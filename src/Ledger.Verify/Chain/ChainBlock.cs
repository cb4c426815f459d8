using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A block of a chain. <paramref name="Time"/> is the timestamp in the block, in UTC, in whole seconds.</summary>
public sealed record ChainBlock(long Number, Digest Hash, DateTimeOffset Time)
{
    /// <summary>Stands for "no block yet", with the number −1: the final block of a chain on which nothing is final. It is never block 0.</summary>
    public static ChainBlock None { get; } = new(-1, default, DateTimeOffset.UnixEpoch);
}
