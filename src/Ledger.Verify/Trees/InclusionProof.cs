namespace Ledger.Verify.Trees;

/// <summary>The proof that an entry is in a tree (RFC 9162 section 2.1.3).</summary>
public static class InclusionProof
{
    /// <summary>Plans the proof of one leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A tree of that size has no such leaf.</exception>
    public static ProofPlan Plan(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var siblings = new List<LeafRange>();
        var range = new LeafRange(0, size);
        while (range.Count > 1)
        {
            var middle = range.Start + range.Split();
            var left = range with { End = middle };
            var right = range with { Start = middle };
            siblings.Add(index < middle ? right : left);
            range = index < middle ? left : right;
        }

        siblings.Reverse(); // A proof lists its hashes from the leaf to the root.
        return ProofPlan.FromRanges(siblings);
    }

    /// <summary>
    /// Verifies a proof (RFC 9162 section 2.1.3.2). A proof with one hash too many or too few is refused. Returns false for any wrong input; does
    /// not throw.
    /// </summary>
    public static bool Verify(long index, long size, Digest leafHash, IReadOnlyList<Digest> proof, Digest root) =>
        ComputeRoot(index, size, leafHash, proof) is { } computed && computed == root;

    /// <summary>The root to which a proof leads. Null for any wrong input, such as a proof with one hash too many or too few.</summary>
    internal static Digest? ComputeRoot(long index, long size, Digest leafHash, IReadOnlyList<Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return null;
        }

        var (fn, sn, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (sn == 0)
            {
                return null;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash = TreeHash.Node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 ? hash : null;
    }

    /// <summary>The number of hashes in the proof of one leaf. Zero when a tree of that size has no such leaf.</summary>
    internal static int CountHashes(long index, long size)
    {
        var count = 0;
        var range = new LeafRange(0, index < 0 || index >= size ? 1 : size);
        for (; range.Count > 1; count++)
        {
            var middle = range.Start + range.Split();
            range = index < middle ? range with { End = middle } : range with { Start = middle };
        }

        return count;
    }
}
