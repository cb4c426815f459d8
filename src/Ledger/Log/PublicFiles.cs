using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Reads tiles and entry bundles of a published log as they are served. A partial file that is not stored is cut from the wider file that replaced it,
/// so a reader with an older checkpoint finds what that checkpoint names. Safe for use from any thread.
/// </summary>
public sealed class PublicFiles(ITileStore tiles, LogPublisher publisher)
{
    private const int TileHeight = 8;
    private const int TileWidth = 1 << TileHeight;

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
        var width = FindWidth(wanted.Level, wanted.Index);
        return width > wanted.Width && await tiles.ReadAsync((wanted with { Width = width }).Path, cancellationToken) is { } bytes
            ? bytes[..(wanted.Width * Digest.Length)]
            : default(ReadOnlyMemory<byte>?);
    }

    private async ValueTask<ReadOnlyMemory<byte>?> CutAsync(EntryBundleId wanted, CancellationToken cancellationToken)
    {
        var width = FindWidth(0, wanted.Index);
        return width > wanted.Width && await tiles.ReadAsync((wanted with { Width = width }).Path, cancellationToken) is { } bytes
            && EntryBundle.TryDecode(bytes, width, out var entries)
                ? EntryBundle.Encode([.. entries.Take(wanted.Width).Select(entry => entry.ToArray())])
                : default(ReadOnlyMemory<byte>?);
    }

    // Entry bundles are numbered like the tiles of the lowest level.
    private int FindWidth(int level, long index) =>
        (int)Math.Clamp((publisher.Published.Head.Size >> (level * TileHeight)) - (index * TileWidth), 0, TileWidth);
}
