namespace Ledger.Verify.Tiles;

/// <summary>Lists the files of a log (C2SP tlog-tiles), for code that writes, mirrors or audits one.</summary>
public static class TileSpan
{
    /// <summary>Lists the tiles of a log of the new size that differ from those of a log of the old size, level by level.</summary>
    public static IEnumerable<TileId> Hashes(long oldSize, long newSize)
    {
        for (var level = 0; level <= TileId.MaxLevel; level++)
        {
            foreach (var (index, width) in Files(oldSize >> (level * TileId.Height), newSize >> (level * TileId.Height)))
            {
                yield return new TileId(level, index, width);
            }
        }
    }

    /// <summary>Lists the files of entries of a log of the new size that differ from those of a log of the old size.</summary>
    public static IEnumerable<EntryBundleId> Entries(long oldSize, long newSize) =>
        Files(oldSize, newSize).Select(file => new EntryBundleId(file.Index, file.Width));

    /// <summary>
    /// The number of files (of entries and tiles) in a log of this size. It is computed without listing them, because a hostile head may name any
    /// size.
    /// </summary>
    /// <param name="size">The number of entries, from 0.</param>
    public static long CountFiles(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return CountHolding(size) + Enumerable.Range(0, TileId.MaxLevel + 1).Sum(level => CountHolding(size >> (level * TileId.Height)));
    }

    private static long CountHolding(long items) => (items / TilePath.FullWidth) + (items % TilePath.FullWidth == 0 ? 0 : 1);

    /// <summary>The files of 256 items that hold the items from <paramref name="from"/> to <paramref name="to"/>, the last one excluded.</summary>
    private static IEnumerable<(long Index, int Width)> Files(long from, long to)
    {
        for (var index = from / TilePath.FullWidth; from < to && index <= (to - 1) / TilePath.FullWidth; index++)
        {
            yield return (index, (int)Math.Min(TilePath.FullWidth, to - (index * TilePath.FullWidth)));
        }
    }
}
