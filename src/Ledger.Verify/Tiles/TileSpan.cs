namespace Ledger.Verify.Tiles;

/// <summary>Which files a log has (C2SP tlog-tiles), for those who write, mirror or audit one.</summary>
public static class TileSpan
{
    /// <summary>The tiles of a log of the new size that are not the same in a log of the old size, level by level.</summary>
    public static IEnumerable<TileId> Hashes(long oldSize, long newSize)
    {
        for (var level = 0; newSize >> (level * 8) > 0; level++)
        {
            var from = oldSize >> (level * 8);
            var to = newSize >> (level * 8);
            for (var index = from / TilePath.FullWidth; from < to && index * TilePath.FullWidth < to; index++)
            {
                yield return new TileId(level, index, (int)Math.Min(TilePath.FullWidth, to - (index * TilePath.FullWidth)));
            }
        }
    }

    /// <summary>The files of entries of a log of the new size that are not the same in a log of the old size.</summary>
    public static IEnumerable<EntryBundleId> Entries(long oldSize, long newSize)
    {
        for (var index = oldSize / TilePath.FullWidth; oldSize < newSize && index * TilePath.FullWidth < newSize; index++)
        {
            yield return new EntryBundleId(index, (int)Math.Min(TilePath.FullWidth, newSize - (index * TilePath.FullWidth)));
        }
    }
}
