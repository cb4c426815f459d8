using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Offline;

/// <summary>The stores in a data directory, for work that needs no running node. Safe for use from any thread.</summary>
public interface IOfflineStores
{
    /// <summary>Whether a department's folder holds a log, sound or not.</summary>
    bool HasLog(string folder);

    /// <summary>Finds the origin of the log in a department's folder; null when there is no log yet.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: there is a log, and its beginning cannot be read.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    string? FindOrigin(string folder);

    /// <summary>Copies a log up to a size at which a batch ended. A node may write to the log meanwhile.</summary>
    /// <param name="folder">The department's folder; not changed.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="size">How many entries to copy.</param>
    /// <param name="root">The root at that size.</param>
    /// <param name="target">A folder that has no log yet.</param>
    /// <param name="cancellationToken">Stops the copying; the target is then useless.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or no batch ends at the size with that root.</exception>
    void Copy(string folder, string origin, long size, Digest root, string target, CancellationToken cancellationToken);

    /// <summary>Reads every byte of a log that nobody writes to.</summary>
    /// <returns>The head that the log ends with.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or its end is torn.</exception>
    LogHead Check(string folder, string origin, CancellationToken cancellationToken);

    /// <summary>Opens a department's store. The caller disposes it.</summary>
    /// <param name="folder">The department's folder.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="held">What the head lock holds; null when it holds nothing.</param>
    /// <param name="rebuildsCatalogue">Whether to read the whole log and write everything that is derived from it again.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file does not hold what was written.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the folder holds the log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the files.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: a process has the store open.</exception>
    ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, bool rebuildsCatalogue, CancellationToken cancellationToken);

    /// <summary>Deletes the mirror of the chain. A node reads it from the chain again.</summary>
    /// <param name="path">The file of the mirror; may be missing.</param>
    void DeleteMirror(string path);
}
