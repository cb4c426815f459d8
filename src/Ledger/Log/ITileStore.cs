namespace Ledger.Log;

/// <summary>Stores the public files of one log: tiles, entry bundles and the checkpoint. Safe for reads from any thread.</summary>
public interface ITileStore
{
    /// <summary>Reads a file by its path, such as <c>tile/0/x001/234</c> or <c>checkpoint</c>. Null if there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Writes files. Each file MUST be complete or absent after a crash, and all MUST be durable when the call returns. An existing file is written
    /// again with the same bytes.
    /// </summary>
    ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken);

    /// <summary>Removes the partial files that a full file replaced: everything below <paramref name="path"/> + <c>.p/</c>.</summary>
    void RemovePartials(string path);
}
