using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>
/// The least state a writer needs to append to a tree: the roots of its complete subtrees, one for each set bit of the size. Not thread-safe.
/// </summary>
public sealed class CompactRange
{
    private readonly List<Digest> _peaks;

    /// <summary>An empty tree.</summary>
    public CompactRange()
    {
        _peaks = [];
    }

    /// <summary>Restores a tree from its peaks.</summary>
    /// <param name="size">The number of leaves.</param>
    /// <param name="peaks">The roots of the complete subtrees, the largest (leftmost) first, one for each set bit of <paramref name="size"/>.</param>
    /// <exception cref="ArgumentException">The number of peaks does not match the size.</exception>
    public CompactRange(long size, IReadOnlyList<Digest> peaks)
    {
        ArgumentNullException.ThrowIfNull(peaks);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (peaks.Count != BitOperations.PopCount((ulong)size))
        {
            throw new ArgumentException("A tree has one peak per set bit of its size.", nameof(peaks));
        }

        Size = size;
        _peaks = [.. peaks];
    }

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The roots of the complete subtrees, largest first.</summary>
    public ImmutableArray<Digest> Peaks => [.. _peaks];

    /// <summary>Appends a leaf, given its hash.</summary>
    public void Append(Digest leafHash)
    {
        var hash = leafHash;

        // Each trailing one bit of the size is a complete subtree of that height. The new subtree joins it to form one of the next height.
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = TreeHash.Node(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Size++;
    }

    /// <summary>The root over all leaves (RFC 9162 section 2.1.1).</summary>
    public Digest Root() => TreeRoot.Fold(_peaks);

    public CompactRange Clone() => new(Size, _peaks);
}
