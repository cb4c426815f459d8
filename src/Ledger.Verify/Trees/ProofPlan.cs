using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>
/// Which complete subtrees a proof needs, and how their roots make the proof. Planning and assembling are apart because reading the
/// nodes is I/O, which this library does not do. Immutable.
/// </summary>
public sealed class ProofPlan
{
    private readonly ImmutableArray<LeafRange> _hashes;

    private ProofPlan(ImmutableArray<LeafRange> hashes)
    {
        _hashes = hashes;
        Nodes = [.. hashes.SelectMany(Decompose)];
    }

    /// <summary>The nodes to read, in the order they are used.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>Makes the hashes of the proof; a hash over a ragged right edge is folded from several nodes.</summary>
    /// <param name="node">The hash of a node of <see cref="Nodes"/>.</param>
    public ImmutableArray<Digest> Assemble(Func<TreeNode, Digest> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. _hashes.Select(range => TreeRoot.Fold([.. Decompose(range).Select(node)]))];
    }

    /// <summary>A plan whose hashes are the roots over these ranges, one each.</summary>
    internal static ProofPlan FromRanges(IEnumerable<LeafRange> hashes) => new([.. hashes]);

    /// <summary>The complete subtrees that make up a range which starts where a subtree of its own size would.</summary>
    internal static IEnumerable<TreeNode> Decompose(LeafRange range)
    {
        var start = range.Start;
        while (start < range.End)
        {
            var level = BitOperations.Log2((ulong)(range.End - start));
            yield return new TreeNode(level, start >> level);
            start += 1L << level;
        }
    }
}
