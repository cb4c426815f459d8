using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>
/// All a writer must remember of a tree to append to it: the roots of its complete subtrees, one per set bit of the size. Used by one
/// thread at a time.
/// </summary>
public sealed class CompactRange
{
    private readonly List<Digest> _peaks;

    /// <summary>An empty tree.</summary>
    public CompactRange()
    {
        _peaks = [];
    }

    /// <summary>A tree known by its peaks.</summary>
    /// <param name="size">The number of leaves.</param>
    /// <param name="peaks">The roots of the complete subtrees, largest (leftmost) first: one per set bit of <paramref name="size"/>.</param>
    /// <exception cref="ArgumentException">The number of peaks does not fit the size.</exception>
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

    /// <summary>Adds a leaf by its hash.</summary>
    public void Append(Digest leafHash)
    {
        var hash = leafHash;

        // Each trailing one bit of the size is a complete subtree of that height, which the new one completes to the next height.
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = TreeHash.Node(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Size++;
    }

    /// <summary>The RFC 9162 section 2.1.1 root over all leaves.</summary>
    public Digest Root() => TreeRoot.Fold(_peaks);

    public CompactRange Clone() => new(Size, _peaks);
}
