using Ledger.Log;

namespace Ledger.Auditing;

/// <summary>The node's own public files, so that it audits itself as a stranger does.</summary>
public sealed class TileStoreFiles(ITileStore tiles) : ILogFiles
{
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) => tiles.ReadAsync(path, cancellationToken);

    /// <summary>Always empty: a tile store does not list its files.</summary>
    public IEnumerable<int> PartialWidths(string fullPath) => [];
}
