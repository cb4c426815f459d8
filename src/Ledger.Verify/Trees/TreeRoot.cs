namespace Ledger.Verify.Trees;

/// <summary>Computes the root of a tree (RFC 9162 section 2.1.1) from its peaks.</summary>
public static class TreeRoot
{
    /// <summary>Plans the peaks of a tree, the largest first.</summary>
    /// <param name="size">The number of leaves, at least 1.</param>
    public static ProofPlan Plan(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return ProofPlan.FromRanges(ProofPlan.Decompose(new LeafRange(0, size))
            .Select(node => new LeafRange(node.Index << node.Level, (node.Index + 1) << node.Level)));
    }

    /// <summary>Computes the root over peaks, the largest first. No peaks give the root of the empty tree.</summary>
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
