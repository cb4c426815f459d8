using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sharing;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>
/// Opens everything that a department stores. The implementation knows where each part is. The caller disposes what it opened. Safe for use from any
/// thread.
/// </summary>
public interface IDepartmentStores
{
    /// <summary>
    /// Carries the data that an earlier version wrote over to this version, and compares the result with the old data before it takes its place. Does
    /// nothing to other data. Call it before anything of the department is opened. It can take minutes.
    /// </summary>
    /// <param name="department">The department.</param>
    /// <param name="cancellationToken">Cancels the work. The old data is then unchanged.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the old data is damaged. It was not changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the master key is another one.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the data.</exception>
    /// <exception cref="IOException">The disk has no space for both. The old data was not changed.</exception>
    ValueTask CarryOverAsync(DepartmentProfile department, CancellationToken cancellationToken);

    /// <summary>Opens a department's head lock or creates an empty one. Open it before the store, which compares its files with the head.</summary>
    /// <param name="department">The department.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: it is damaged.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: it belongs to a log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote it.</exception>
    /// <exception cref="FaultException"><see cref="StartUpFaults.DirectoryNotWritable"/>: its place cannot be written.</exception>
    /// <exception cref="IOException">Another process holds it, or the disk is full or read-only.</exception>
    ValueTask<IHeadLock> OpenHeadLockAsync(DepartmentProfile department, CancellationToken cancellationToken);

    /// <summary>Opens a department's store or creates an empty one.</summary>
    /// <param name="department">The department.</param>
    /// <param name="held">The head in the head lock. The store compares its files with it before it changes them. Null if there is none.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: its data is damaged. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the data found for the department belongs to a log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the data.</exception>
    ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken);

    /// <summary>Opens the keys of a department's subjects or creates an empty set. Open them after the store.</summary>
    /// <param name="department">The department.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a key is damaged. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the keys were wrapped by another master key.</exception>
    ValueTask<ISubjectKeys> OpenSubjectKeysAsync(DepartmentProfile department, CancellationToken cancellationToken);

    /// <summary>The requests for erasure, the legal holds, and the erased subjects of a department.</summary>
    IErasureStore OpenErasures(DepartmentProfile department);

    /// <summary>The codes of a department's shares. Call it once for each opened department: the result holds them in memory.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote them.</exception>
    IShareStore OpenShares(DepartmentProfile department);

    /// <summary>The public files of a department's log.</summary>
    ITileStore OpenTiles(DepartmentProfile department);

    /// <summary>The migration records of a department.</summary>
    IMigrationStore OpenMigrations(DepartmentProfile department);

    /// <summary>The record types that the registry let a department issue when it last answered.</summary>
    AuthorisedTypes OpenTypes(DepartmentProfile department);
}
