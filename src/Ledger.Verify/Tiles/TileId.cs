using System.Globalization;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tiles;

/// <summary>
/// A tile of hashes (C2SP tlog-tiles): up to 256 consecutive nodes of the tree at height <c>8 · Level</c>.
/// </summary>
/// <param name="Level">The level of the tile, 0 to 7.</param>
/// <param name="Index">The index of the tile within its level.</param>
/// <param name="Width">The number of hashes in the tile, 1 to 256.</param>
public readonly record struct TileId(int Level, long Index, int Width)
{
    internal const int Height = 8;
    internal const int MaxLevel = 7; // A tree of 2^63 leaves has no higher tile.

    /// <summary>The path relative to the address of the log, such as <c>tile/0/x001/234.p/5</c>.</summary>
    public string Path => TilePath.Write(string.Create(CultureInfo.InvariantCulture, $"tile/{Level}"), Index, Width);

    /// <summary>Reads exactly what <see cref="Path"/> writes.</summary>
    public static bool TryParse(string path, out TileId id)
    {
        id = default;
        if (path is not { Length: > 7 } || !path.StartsWith("tile/", StringComparison.Ordinal) || path[5] is < '0' or > '7' || path[6] != '/'
            || !TilePath.TryRead(path.AsSpan(7), out var index, out var width))
        {
            return false;
        }

        id = new TileId(path[5] - '0', index, width);
        return true;
    }

    /// <summary>Returns the tile that holds a node, with the width it has in a tree of the given size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The node is not complete in a tree of that size.</exception>
    public static TileId Holding(TreeNode node, long treeSize)
    {
        if (node.Level is < 0 or > 62 || node.Index < 0 || node.Index >= treeSize >> node.Level)
        {
            throw new ArgumentOutOfRangeException(nameof(node), "The node is not complete in a tree of that size.");
        }

        var level = Math.Min(node.Level / Height, MaxLevel);
        var index = node.Index >> (Height - (node.Level - (level * Height)));
        var width = Math.Min(TilePath.FullWidth, (treeSize >> (level * Height)) - (index * TilePath.FullWidth));
        return new TileId(level, index, (int)width);
    }

    /// <summary>Returns the hash of a node. For a node above the hashes of the tile, the hash is computed from them.</summary>
    /// <param name="tile">The tile's bytes, 32 for each hash.</param>
    /// <param name="node">A node for which <see cref="Holding"/> returns this tile.</param>
    /// <exception cref="ArgumentException">The tile is too short, or does not hold the node.</exception>
    public Digest ReadNode(ReadOnlySpan<byte> tile, TreeNode node)
    {
        var above = node.Level - (Level * Height);
        if (above is < 0 or > Height || node.Index < 0 || node.Index >> (Height - above) != Index)
        {
            throw new ArgumentException("The tile does not hold the node.", nameof(node));
        }

        var count = 1 << above;
        var first = (int)(node.Index - (Index << (Height - above))) << above;
        if ((first + count) * Digest.Length > tile.Length)
        {
            throw new ArgumentException("The tile is too short.", nameof(tile));
        }

        var hashes = new Digest[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = Digest.TryRead(tile.Slice((first + i) * Digest.Length, Digest.Length), out var hash) ? hash : default;
        }

        for (; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                hashes[i] = TreeHash.Node(hashes[2 * i], hashes[(2 * i) + 1]);
            }
        }

        return hashes[0];
    }
}
