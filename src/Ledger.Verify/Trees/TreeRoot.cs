namespace Ledger.Verify.Trees;

/// <summary>The root of a tree (RFC 9162 section 2.1.1) from its peaks.</summary>
public static class TreeRoot
{
    /// <summary>A plan that yields the peaks of a tree, largest first.</summary>
    /// <param name="size">The number of leaves, 1 or more.</param>
    public static ProofPlan Plan(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return ProofPlan.FromRanges(ProofPlan.Decompose(new LeafRange(0, size))
            .Select(node => new LeafRange(node.Index << node.Level, (node.Index + 1) << node.Level)));
    }

    /// <summary>The root over peaks, largest first; the root of nothing when there is none.</summary>
    public static Digest Fold(IReadOnlyList<Digest> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        if (peaks.Count == 0)
        {
            return TreeHash.Empty;
        }

        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--)
        {
            root = TreeHash.Node(peaks[i], root);
        }

        return root;
    }
}
