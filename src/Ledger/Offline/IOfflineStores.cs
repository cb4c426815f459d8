using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Offline;

/// <summary>The stores in a data directory, for work that needs no running node. Safe for use from any thread.</summary>
public interface IOfflineStores
{
    /// <summary>Whether a department's folder holds a log. The log may be damaged.</summary>
    bool HasLog(string folder);

    /// <summary>Finds the origin of the log in a department's folder. Null if there is no log yet.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the beginning of the log cannot be read.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the log.</exception>
    string? FindOrigin(string folder);

    /// <summary>Copies a log up to a size at which a batch ended. A node may write to the log meanwhile.</summary>
    /// <param name="folder">The department's folder. It is not changed.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="size">The number of entries to copy.</param>
    /// <param name="root">The root at that size.</param>
    /// <param name="target">A folder that has no log yet.</param>
    /// <param name="cancellationToken">Stops the copying. The target is then incomplete.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or no batch ends at the size with that root.</exception>
    void Copy(string folder, string origin, long size, Digest root, string target, CancellationToken cancellationToken);

    /// <summary>Checks every byte of a log. Nobody may write to the log meanwhile.</summary>
    /// <returns>The head of the log.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or its last frame is incomplete.</exception>
    LogHead Check(string folder, string origin, CancellationToken cancellationToken);

    /// <summary>Opens a department's store. The caller disposes it.</summary>
    /// <param name="folder">The department's folder.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="held">The content of the head lock. Null if it is empty.</param>
    /// <param name="rebuildsCatalogue">Whether to read the whole log and rewrite all data derived from it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file is damaged.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the folder holds the log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the files.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: another process has the store open.</exception>
    ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, bool rebuildsCatalogue, CancellationToken cancellationToken);

    /// <summary>Deletes the chain mirror. The node reads it from the chain again.</summary>
    /// <param name="path">The file of the mirror. It may be missing.</param>
    void DeleteMirror(string path);
}
