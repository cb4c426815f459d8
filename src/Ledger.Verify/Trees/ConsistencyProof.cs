using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>The proof that a tree extends an earlier tree (RFC 9162 section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>Plans the proof between two sizes. Equal sizes, or an old size of 0, need no hashes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old size is negative or greater than the new size.</exception>
    public static ProofPlan Plan(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var hashes = new List<LeafRange>();
        if (oldSize > 0)
        {
            Collect(oldSize, newSize, hashes);
        }

        return ProofPlan.FromRanges(hashes);
    }

    /// <summary>
    /// Verifies a proof (RFC 9162 section 2.1.4.2). A proof with one hash too many or too few is refused. Returns false for any wrong input; does
    /// not throw.
    /// </summary>
    public static bool Verify(long oldSize, Digest oldRoot, long newSize, Digest newRoot, IReadOnlyList<Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (oldSize < 0 || oldSize > newSize)
        {
            return false;
        }

        // An empty tree has exactly one root.
        if (oldSize == 0 && oldRoot != TreeHash.Empty)
        {
            return false;
        }

        if (oldSize == newSize || oldSize == 0)
        {
            return proof.Count == 0 && (oldSize < newSize || oldRoot == newRoot);
        }

        return VerifyGrowth(oldSize, oldRoot, newSize, newRoot, proof);
    }

    private static void Collect(long oldSize, long newSize, List<LeafRange> hashes)
    {
        // RFC 9162 section 2.1.4.1: SUBPROOF without recursion. It collects the siblings from the root down, then the last node.
        var range = new LeafRange(0, newSize);
        var isWhole = true;
        while (oldSize < range.End)
        {
            var middle = range.Start + range.Split();
            if (oldSize <= middle)
            {
                hashes.Add(range with { Start = middle });
                range = range with { End = middle };
            }
            else
            {
                hashes.Add(range with { End = middle });
                range = range with { Start = middle };
                isWhole = false;
            }
        }

        if (!isWhole)
        {
            hashes.Add(range);
        }

        hashes.Reverse();
    }

    private static bool VerifyGrowth(long oldSize, Digest oldRoot, long newSize, Digest newRoot, IReadOnlyList<Digest> proof)
    {
        // The new tree has leaves that the old one has not, so there is at least one hash.
        if (proof.Count == 0)
        {
            return false;
        }

        // When the old tree is one complete subtree, its root is the first node of the path, so the proof leaves that node out.
        var isComplete = BitOperations.IsPow2(oldSize);
        var seed = isComplete ? oldRoot : proof[0];
        var (fn, sn) = (oldSize - 1, newSize - 1);
        while ((fn & 1) == 1)
        {
            fn >>= 1;
            sn >>= 1;
        }

        var (fr, sr) = (seed, seed);
        for (var i = isComplete ? 0 : 1; i < proof.Count; i++)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                fr = TreeHash.Node(proof[i], fr);
                sr = TreeHash.Node(proof[i], sr);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                sr = TreeHash.Node(sr, proof[i]);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && fr == oldRoot && sr == newRoot;
    }
}
