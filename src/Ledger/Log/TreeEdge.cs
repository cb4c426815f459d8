using System.Collections.Immutable;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// The right edge of the tree in tiles: for each level, the hashes of the last tile that is not full. Appending returns the changed files. The root
/// is computed from the bytes of those files alone. It must agree with the head before the head is signed. Used by one thread at a time.
/// </summary>
internal sealed class TreeEdge
{
    public const int TileHeight = 8;
    public const int TileWidth = 1 << TileHeight;

    private readonly List<List<Digest>> _levels = [];

    /// <summary>The entries of the last entry bundle that is not full.</summary>
    private List<byte[]> _entries = [];

    public long Size { get; private set; }

    /// <summary>Reads the edge of a tree of a given size from its files.</summary>
    /// <exception cref="InvalidDataException">
    /// A file is missing, has the wrong length for the size, or has entries that do not match the hashes.
    /// </exception>
    public static async ValueTask<TreeEdge> ReadAsync(ITileStore tiles, long size, CancellationToken cancellationToken)
    {
        var edge = new TreeEdge { Size = size };
        for (var level = 0; size >> (level * TileHeight) > 0; level++)
        {
            var hashes = size >> (level * TileHeight);
            var width = (int)(hashes % TileWidth);
            edge._levels.Add(width == 0 ? [] : await ReadTileAsync(tiles, new TileId(level, hashes / TileWidth, width), cancellationToken));
        }

        var rest = (int)(size % TileWidth);
        if (rest > 0)
        {
            edge._entries = await ReadEntriesAsync(tiles, new EntryBundleId(size / TileWidth, rest), edge._levels[0], cancellationToken);
        }

        return edge;
    }

    /// <summary>The partial files of a tree of a given size: the path of the full file, and the width.</summary>
    public static IEnumerable<(string Full, int Width)> ListPartials(long size)
    {
        for (var level = 0; size >> (level * TileHeight) > 0; level++)
        {
            var hashes = size >> (level * TileHeight);
            if (hashes % TileWidth is > 0 and var width)
            {
                foreach (var full in ListFull(level, hashes / TileWidth))
                {
                    yield return (full, (int)width);
                }
            }
        }
    }

    /// <summary>The paths, as if they were full, of the files that change when a tree of one size grows to another.</summary>
    public static IEnumerable<string> ListTiles(long from, long to)
    {
        for (var level = 0; to >> (level * TileHeight) > 0; level++)
        {
            for (var index = from >> ((level + 1) * TileHeight); index <= to >> ((level + 1) * TileHeight); index++)
            {
                foreach (var full in ListFull(level, index))
                {
                    yield return full;
                }
            }
        }
    }

    /// <summary>A copy for appending. The original is kept until the batch is committed.</summary>
    public TreeEdge Clone()
    {
        var copy = new TreeEdge { Size = Size, _entries = [.. _entries] };
        copy._levels.AddRange(_levels.Select(level => new List<Digest>(level)));
        return copy;
    }

    /// <summary>Appends entries and returns all changed files, full ones first.</summary>
    public EdgeFiles Append(IReadOnlyList<ReadOnlyMemory<byte>> texts)
    {
        var files = new List<TileFile>();
        var filled = new List<string>();
        foreach (var text in texts)
        {
            _entries.Add(text.ToArray());
            Push(0, Size, TreeHash.Leaf(text.Span), files, filled);
            Size++;
            if (_entries.Count == TileWidth)
            {
                var full = new EntryBundleId((Size - 1) / TileWidth, TileWidth);
                files.Add(new TileFile(full.Path, EntryBundle.Encode(_entries)));
                filled.Add(full.Path);
                _entries = [];
            }
        }

        if (_entries.Count > 0)
        {
            files.Add(new TileFile(new EntryBundleId(Size / TileWidth, _entries.Count).Path, EntryBundle.Encode(_entries)));
        }

        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count > 0)
            {
                files.Add(new TileFile(PartialAt(level).Path, Encode(_levels[level])));
            }
        }

        return new EdgeFiles(files, filled);
    }

    /// <summary>The root of the tiles of the edge.</summary>
    public Digest Root()
    {
        if (Size == 0)
        {
            return TreeHash.Empty;
        }

        var plan = TreeRoot.Plan(Size);
        var tiles = _levels.Select(Encode).ToImmutableArray();
        return TreeRoot.Fold(plan.Assemble(node =>
        {
            var tile = TileId.Holding(node, Size);
            return tile.ReadNode(tiles[tile.Level], node);
        }));
    }

    // A root covers only the hashes of entries, so the bytes are checked here. The next batch writes them again.
    private static async ValueTask<List<byte[]>> ReadEntriesAsync(
        ITileStore tiles, EntryBundleId id, List<Digest> leaves, CancellationToken cancellationToken)
    {
        var bytes = await tiles.ReadAsync(id.Path, cancellationToken);
        return bytes is { } read && EntryBundle.TryDecode(read, id.Width, out var entries)
            && entries.Select(entry => TreeHash.Leaf(entry.Span)).SequenceEqual(leaves)
                ? [.. entries.Select(entry => entry.ToArray())]
                : throw new InvalidDataException($"{id.Path} is missing or damaged.");
    }

    private static async ValueTask<List<Digest>> ReadTileAsync(ITileStore tiles, TileId id, CancellationToken cancellationToken)
    {
        if (await tiles.ReadAsync(id.Path, cancellationToken) is not { } bytes || bytes.Length != id.Width * Digest.Length)
        {
            throw new InvalidDataException($"{id.Path} is missing or damaged.");
        }

        var hashes = new List<Digest>(TileWidth);
        for (var i = 0; i < id.Width; i++)
        {
            hashes.Add(Digest.TryRead(bytes.Span.Slice(i * Digest.Length, Digest.Length), out var hash) ? hash : default);
        }

        return hashes;
    }

    private static byte[] Encode(List<Digest> hashes)
    {
        var bytes = new byte[hashes.Count * Digest.Length];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(i * Digest.Length));
        }

        return bytes;
    }

    // Entry bundles are numbered like the tiles of the lowest level.
    private static IEnumerable<string> ListFull(int level, long index) =>
        level == 0 ? [new TileId(0, index, TileWidth).Path, new EntryBundleId(index, TileWidth).Path] : [new TileId(level, index, TileWidth).Path];

    private TileId PartialAt(int level) => new(level, (Size >> (level * TileHeight)) / TileWidth, _levels[level].Count);

    private void Push(int level, long index, Digest hash, List<TileFile> files, List<string> filled)
    {
        if (level == _levels.Count)
        {
            _levels.Add(new List<Digest>(TileWidth));
        }

        var hashes = _levels[level];
        hashes.Add(hash);
        if (hashes.Count < TileWidth)
        {
            return;
        }

        var full = new TileId(level, index / TileWidth, TileWidth);
        var bytes = Encode(hashes);
        files.Add(new TileFile(full.Path, bytes));
        filled.Add(full.Path);
        hashes.Clear();
        Push(level + 1, index / TileWidth, full.ReadNode(bytes, new TreeNode((level + 1) * TileHeight, index / TileWidth)), files, filled);
    }
}
