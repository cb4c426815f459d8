using Ledger.Verify.Notes;

namespace Ledger.Log;

/// <summary>
/// Stores the public files of one log: tiles, entry bundles and the checkpoint. Safe for reads from any thread. One thread at a time writes, and
/// another may flush meanwhile.
/// </summary>
/// <remarks>
/// Tiles are made from the journal and can be made again, so a commit does not wait until they are durable. A mark says up to which head they are.
/// After a crash, everything after the mark MUST be written again.
/// </remarks>
public interface ITileStore
{
    /// <summary>Reads a file by its path, such as <c>tile/0/x001/234</c> or <c>checkpoint</c>. Null if there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Writes tiles and entry bundles. Readers see each of them whole or not at all, also after the process was killed. They are durable after
    /// <see cref="FlushAsync"/>; a power cut before that may leave any of them missing, empty or cut off.
    /// </summary>
    ValueTask WriteAsync(IReadOnlyList<TileFile> files, CancellationToken cancellationToken);

    /// <summary>Replaces the checkpoint. After a crash, also a power cut, it is the old one or the new one, whole.</summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="before">Completes before the new checkpoint can be seen. If it fails, the old checkpoint stays.</param>
    /// <param name="cancellationToken">Cancels the work before the replacement.</param>
    ValueTask ReplaceCheckpointAsync(ReadOnlyMemory<byte> note, Func<ValueTask> before, CancellationToken cancellationToken);

    /// <summary>
    /// Makes durable whatever was written and removed before the call, and then moves the mark to a head. The caller wrote all files of that head.
    /// </summary>
    /// <exception cref="IOException">The disk failed. The mark stays, and no later call succeeds.</exception>
    ValueTask FlushAsync(Checkpoint head, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the mark: the head up to which all files are durable. Null if there is none, because a version wrote the log that flushed each file. A
    /// mark that cannot be read is one of size 0.
    /// </summary>
    ValueTask<Checkpoint?> ReadFlushedAsync(CancellationToken cancellationToken);

    /// <summary>Removes the partial files of a tile or entry bundle: those below <paramref name="path"/> + <c>.p/</c>.</summary>
    /// <param name="path">The path of the full file.</param>
    /// <param name="kept">The widths that stay.</param>
    void RemovePartials(string path, params ReadOnlySpan<int> kept);
}
