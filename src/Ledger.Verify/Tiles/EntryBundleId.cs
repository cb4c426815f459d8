namespace Ledger.Verify.Tiles;

/// <summary>A file of up to 256 consecutive entries (C2SP tlog-tiles).</summary>
/// <param name="Index">The index of the file. Entry <c>i</c> is in file <c>i / 256</c>.</param>
/// <param name="Width">How many entries it holds, 1 to 256.</param>
public readonly record struct EntryBundleId(long Index, int Width)
{
    private const string Prefix = "tile/entries";

    /// <summary>The path relative to the address of the log, such as <c>tile/entries/x001/234.p/5</c>.</summary>
    public string Path => TilePath.Write(Prefix, Index, Width);

    /// <summary>Reads exactly what <see cref="Path"/> writes.</summary>
    public static bool TryParse(string path, out EntryBundleId id)
    {
        id = default;
        if (path is null || !path.StartsWith(Prefix + "/", StringComparison.Ordinal)
            || !TilePath.TryRead(path.AsSpan(Prefix.Length + 1), out var index, out var width))
        {
            return false;
        }

        id = new EntryBundleId(index, width);
        return true;
    }

    /// <summary>Returns the file that holds an entry, with the width it has in a log of the given size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A log of that size has no such entry.</exception>
    public static EntryBundleId Holding(long entryIndex, long treeSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entryIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entryIndex, treeSize);
        var index = entryIndex / TilePath.FullWidth;
        return new EntryBundleId(index, (int)Math.Min(TilePath.FullWidth, treeSize - (index * TilePath.FullWidth)));
    }
}
