using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Reads tiles and entry bundles of a published log as they are served. A partial file that is not stored is cut from the wider file that replaced it,
/// so a reader with an older checkpoint finds what that checkpoint names. Safe for use from any thread.
/// </summary>
public sealed class PublicFiles(ITileStore tiles, LogPublisher publisher)
{
    /// <summary>Reads a file by its path. Null if the path is not that of a tile or an entry bundle, or the published log has no such file.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var isTile = TileId.TryParse(path, out var tile);
        if (!EntryBundleId.TryParse(path, out var bundle) && !isTile)
        {
            return null;
        }

        return await tiles.ReadAsync(path, cancellationToken)
            ?? (isTile ? await CutAsync(tile, cancellationToken) : await CutAsync(bundle, cancellationToken));
    }

    private async ValueTask<ReadOnlyMemory<byte>?> CutAsync(TileId wanted, CancellationToken cancellationToken)
    {
        foreach (var width in FindWiderWidths(wanted.Level, wanted.Index, wanted.Width))
        {
            if (await tiles.ReadAsync((wanted with { Width = width }).Path, cancellationToken) is { } bytes && bytes.Length >= wanted.Width * Digest.Length)
            {
                return bytes[..(wanted.Width * Digest.Length)];
            }
        }

        return null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> CutAsync(EntryBundleId wanted, CancellationToken cancellationToken)
    {
        // Entry bundles are numbered like the tiles of the lowest level.
        foreach (var width in FindWiderWidths(0, wanted.Index, wanted.Width))
        {
            if (await tiles.ReadAsync((wanted with { Width = width }).Path, cancellationToken) is { } bytes && EntryBundle.TryDecode(bytes, width, out var entries))
            {
                return EntryBundle.Encode([.. entries.Take(wanted.Width).Select(entry => entry.ToArray())]);
            }
        }

        return null;
    }

    // The width in the published log, and the full one, which may be there before its log is published.
    private IEnumerable<int> FindWiderWidths(int level, long index, int width)
    {
        var published = (publisher.Published.Head.Size >> (level * TreeEdge.TileHeight)) - (index * TreeEdge.TileWidth);
        return new[] { (int)Math.Clamp(published, 0, TreeEdge.TileWidth), TreeEdge.TileWidth }.Distinct().Where(wider => wider > width);
    }
}
