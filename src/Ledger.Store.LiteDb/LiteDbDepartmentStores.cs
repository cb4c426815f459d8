using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sharing;
using Ledger.Store.LiteDb.Copying;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>
/// Opens what the departments of a data directory store: a journal and a LiteDB catalogue each, and plain files beside them. Safe for use from any
/// thread.
/// </summary>
/// <param name="data">The data directory.</param>
/// <param name="master">Wraps the keys of the subjects.</param>
/// <param name="loggers">Creates the loggers of the stores.</param>
public sealed class LiteDbDepartmentStores(DataLayout data, IMasterKey master, ILoggerFactory loggers) : IDepartmentStores
{
    /// <inheritdoc/>
    public ValueTask CarryOverAsync(DepartmentProfile department, CancellationToken cancellationToken)
    {
        var folder = Folder(department);
        if (JournalCarryOver.IsDue(folder))
        {
            using var held = FolderLock.Acquire(folder.Root);
            using var keys = FileSubjectKeys.Open(folder.SubjectKeys, master);
            new JournalCarryOver(
                folder, department.Origin, FileHeadLock.Find(data.HeadLock(department.Id), department.Origin), keys, loggers.CreateLogger<LiteDbDepartmentStores>()).Run(cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IHeadLock> OpenHeadLockAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IHeadLock>(FileHeadLock.Open(data.HeadLock(department.Id), department.Origin));

    /// <inheritdoc/>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: the store is open elsewhere.</exception>
    public async ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = Folder(department).Root, Origin = department.Origin, Held = held }, loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ISubjectKeys> OpenSubjectKeysAsync(DepartmentProfile department, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ISubjectKeys>(FileSubjectKeys.Open(Folder(department).SubjectKeys, master));

    /// <inheritdoc/>
    public IErasureStore OpenErasures(DepartmentProfile department) => new FileErasures(
        Folder(department).Erasures, data.Erased(department.Id), Folder(department).RestoredErased);

    /// <inheritdoc/>
    public IShareStore OpenShares(DepartmentProfile department) => FileShares.Open(Folder(department).Shares, loggers.CreateLogger<LiteDbDepartmentStores>());

    /// <inheritdoc/>
    public ITileStore OpenTiles(DepartmentProfile department) => new FileTileStore(Folder(department).PublicLog);

    /// <inheritdoc/>
    public IMigrationStore OpenMigrations(DepartmentProfile department) => new MigrationFolder(Folder(department).Migrations);

    /// <inheritdoc/>
    public AuthorisedTypes OpenTypes(DepartmentProfile department) => AuthorisedTypes.Open(Folder(department).Types);

    private DepartmentLayout Folder(DepartmentProfile department) => data.Department(department.Id);
}
