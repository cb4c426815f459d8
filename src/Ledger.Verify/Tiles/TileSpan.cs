namespace Ledger.Verify.Tiles;

/// <summary>Which files a log has (C2SP tlog-tiles), for those who write, mirror or audit one.</summary>
public static class TileSpan
{
    /// <summary>The tiles of a log of the new size that are not the same in a log of the old size, level by level.</summary>
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

    /// <summary>The files of entries of a log of the new size that are not the same in a log of the old size.</summary>
    public static IEnumerable<EntryBundleId> Entries(long oldSize, long newSize) =>
        Files(oldSize, newSize).Select(file => new EntryBundleId(file.Index, file.Width));

    /// <summary>How many files of entries and tiles a log of this size has. Computed, not listed: a hostile head may name any size.</summary>
    /// <param name="size">From 0.</param>
    public static long CountFiles(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return CountHolding(size) + Enumerable.Range(0, TileId.MaxLevel + 1).Sum(level => CountHolding(size >> (level * TileId.Height)));
    }

    private static long CountHolding(long items) => (items / TilePath.FullWidth) + (items % TilePath.FullWidth == 0 ? 0 : 1);

    /// <summary>The files of 256 that items <paramref name="from"/> up to but without <paramref name="to"/> lie in.</summary>
    private static IEnumerable<(long Index, int Width)> Files(long from, long to)
    {
        for (var index = from / TilePath.FullWidth; from < to && index <= (to - 1) / TilePath.FullWidth; index++)
        {
            yield return (index, (int)Math.Min(TilePath.FullWidth, to - (index * TilePath.FullWidth)));
        }
    }
}
