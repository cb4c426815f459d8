using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>One status change of a record, as the <c>StatusSet</c> event tells it.</summary>
/// <param name="RecordId">The record, as the contract names it.</param>
/// <param name="Facts">What changed, and when.</param>
/// <param name="Transaction">The transaction that did it.</param>
public sealed record RecordStatusChange(Digest RecordId, StatusChangeFacts Facts, Digest Transaction);

/// <summary>
/// A department's status changes up to a block, oldest first, and how many the contract counted up to it. With fewer changes than counted,
/// or a sequence number left out, the endpoint does not show all of them: the contract itself leaves none out.
/// </summary>
public sealed record StatusChanges(ImmutableArray<RecordStatusChange> Changes, long Count, ChainBlock UpTo)
{
    /// <summary>Whether the changes are numbered 1, 2, 3 … up to the contract's count.</summary>
    public bool IsWhole => Changes.Length == Count && Changes.Select((change, i) => change.Facts.Sequence == i + 1).All(follows => follows);
}

/// <summary>A department's anchors up to a block, oldest first, and its head in the contract at that block.</summary>
public sealed record AnchorHistory(ImmutableArray<AnchorFacts> Anchors, AnchoredHead Head, ChainBlock UpTo)
{
    /// <summary>Whether each anchor begins where the one before ends, up to the contract's head and count.</summary>
    public bool IsWhole => Anchors.Length == Head.Count
        && Anchors.Select((anchor, i) => anchor.OldSize == (i == 0 ? 0 : Anchors[i - 1].NewSize)).All(follows => follows)
        && (Anchors.IsEmpty || (Anchors[^1].NewSize == Head.Size && Anchors[^1].Root == Head.Root));
}
