namespace Ledger.Log;

/// <summary>Where the public files of one log lie: tiles, entry bundles and the checkpoint. Reads are safe from any thread.</summary>
public interface ITileStore
{
    /// <summary>A file by its path, such as <c>tile/0/x001/234</c> or <c>checkpoint</c>; null when there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Writes files so that each is whole or absent and all are durable when the call returns. A file that is there already is
    /// written again with the same bytes.
    /// </summary>
    ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken);

    /// <summary>Removes partial files that a full one has replaced: everything under <paramref name="path"/> + <c>.p/</c>.</summary>
    void RemovePartials(string path);
}
