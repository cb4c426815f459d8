using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Offline;

/// <summary>
/// The stores in a data directory, for work that needs no running node. The implementation knows where in the directory each department's data is.
/// Safe for use from any thread.
/// </summary>
public interface IOfflineStores
{
    /// <summary>Whether a department has a log. The log may be damaged.</summary>
    bool HasLog(DataLayout data, DepartmentId department);

    /// <summary>Finds the origin of a department's log. Null if there is no log yet.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the beginning of the log cannot be read.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the log.</exception>
    string? FindOrigin(DataLayout data, DepartmentId department);

    /// <summary>Copies a log up to a checkpoint. A node may write to the log during the copy.</summary>
    /// <param name="data">The data directory. It is not changed.</param>
    /// <param name="department">The department.</param>
    /// <param name="checkpoint">The origin of the log, and the head to copy up to: the size at which a batch ended, and its root.</param>
    /// <param name="target">A directory that has no log of the department yet.</param>
    /// <param name="cancellationToken">Stops the copying. The target is then incomplete.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or no batch ends at the size with that root.</exception>
    void Copy(DataLayout data, DepartmentId department, Checkpoint checkpoint, DataLayout target, CancellationToken cancellationToken);

    /// <summary>Checks every byte of a log. The log must not be written during the check.</summary>
    /// <returns>The head of the log.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the log is damaged, or its last frame is incomplete.</exception>
    LogHead Check(DataLayout data, DepartmentId department, string origin, CancellationToken cancellationToken);

    /// <summary>Opens a department's store, after comparing its log with the head lock. The caller disposes it.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="department">The department.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="rebuildsCatalogue">Whether to read the whole log and rewrite all data derived from it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the store or the head lock is damaged.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: one of them belongs to a log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote one of them.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: another process has the store open.</exception>
    ValueTask<IDepartmentStore> OpenAsync(DataLayout data, DepartmentId department, string origin, bool rebuildsCatalogue, CancellationToken cancellationToken);

    /// <summary>The public files of a department's log.</summary>
    ITileStore OpenTiles(DataLayout data, DepartmentId department);

    /// <summary>The stores of a data directory, for work that opens a department as its node does.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="master">The key that decrypts the secrets in it.</param>
    IDepartmentStores GetStores(DataLayout data, IMasterKey master);

    /// <summary>Deletes the chain mirror, if there is one. The node reads it from the chain again.</summary>
    void DeleteMirror(DataLayout data);
}
