using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// A department's status changes up to a block, oldest first, and the contract's count of them. The contract numbers every change. So if there are
/// fewer changes than the count, or a number is missing, the endpoint omits some.
/// </summary>
public sealed record StatusChanges(ImmutableArray<RecordStatusChange> Changes, long Count, ChainBlock UpTo)
{
    /// <summary>Whether the changes have the numbers 1, 2, 3 … up to the contract's count.</summary>
    public bool IsWhole => Changes.Length == Count && Changes.Select((change, i) => change.Facts.Sequence == i + 1).All(follows => follows);
}
