using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// A department's status changes up to a block, oldest first, and how many the contract counted up to it. With fewer changes than counted,
/// or a sequence number left out, the endpoint does not show all of them: the contract itself leaves none out.
/// </summary>
public sealed record StatusChanges(ImmutableArray<RecordStatusChange> Changes, long Count, ChainBlock UpTo)
{
    /// <summary>Whether the changes are numbered 1, 2, 3 … up to the contract's count.</summary>
    public bool IsWhole => Changes.Length == Count && Changes.Select((change, i) => change.Facts.Sequence == i + 1).All(follows => follows);
}
