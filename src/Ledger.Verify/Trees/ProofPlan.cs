using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>
/// The list of complete subtrees that a proof needs. Planning and assembling are separate steps, because reading the nodes is I/O and this library
/// does none. Immutable.
/// </summary>
public sealed class ProofPlan
{
    private readonly ImmutableArray<LeafRange> _hashes;

    private ProofPlan(ImmutableArray<LeafRange> hashes)
    {
        _hashes = hashes;
        Nodes = [.. hashes.SelectMany(Decompose)];
    }

    /// <summary>The nodes to read, in the order in which <see cref="Assemble"/> uses them.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>Makes the hashes of the proof. The hash over an incomplete right edge is computed from several nodes.</summary>
    /// <param name="node">Returns the hash of a node of <see cref="Nodes"/>.</param>
    public ImmutableArray<Digest> Assemble(Func<TreeNode, Digest> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. _hashes.Select(range => TreeRoot.Fold([.. Decompose(range).Select(node)]))];
    }

    /// <summary>Makes a plan with one hash for each range: the root over its leaves.</summary>
    internal static ProofPlan FromRanges(IEnumerable<LeafRange> hashes) => new([.. hashes]);

    /// <summary>Splits a range into complete subtrees. The range must start on a boundary of its largest subtree.</summary>
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
