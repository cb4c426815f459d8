using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>A department's anchors up to a block, oldest first, and its head in the contract at that block.</summary>
public sealed record AnchorHistory(ImmutableArray<AnchorFacts> Anchors, AnchoredHead Head, ChainBlock UpTo)
{
    /// <summary>Whether each anchor starts where the previous one ends, and the last one agrees with the contract's head and count.</summary>
    public bool IsWhole => Anchors.Length == Head.Count
        && Anchors.Select((anchor, i) => anchor.OldSize == (i == 0 ? 0 : Anchors[i - 1].NewSize)).All(follows => follows)
        && (Anchors.IsEmpty || (Anchors[^1].NewSize == Head.Size && Anchors[^1].Root == Head.Root));
}
