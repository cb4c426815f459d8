using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>The journals of a data directory and the LiteDB files beside them, for work that needs no running node. Safe for use from any thread.</summary>
public sealed class LiteDbOfflineStores(ILoggerFactory loggers) : IOfflineStores
{
    /// <inheritdoc/>
    public bool HasLog(DataLayout data, DepartmentId department) => Directory.Exists(Path.Combine(data.Department(department).Root, JournalCopy.FolderName));

    /// <inheritdoc/>
    public string? FindOrigin(DataLayout data, DepartmentId department) => JournalCopy.FindOrigin(data.Department(department).Root);

    /// <inheritdoc/>
    public void Copy(DataLayout data, DepartmentId department, Checkpoint checkpoint, DataLayout target, CancellationToken cancellationToken) => JournalCopy.Copy(
        data.Department(department).Root, checkpoint.Origin, checkpoint.Size, checkpoint.Root, target.Department(department).Root, cancellationToken);

    /// <inheritdoc/>
    public LogHead Check(DataLayout data, DepartmentId department, string origin, CancellationToken cancellationToken) =>
        JournalCopy.Check(data.Department(department).Root, origin, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IDepartmentStore> OpenAsync(
        DataLayout data, DepartmentId department, string origin, bool rebuildsCatalogue, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions
            {
                Folder = data.Department(department).Root,
                Origin = origin,
                Held = FileHeadLock.Find(data.HeadLock(department), origin),
                RebuildsCatalogue = rebuildsCatalogue,
            },
            loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);

    /// <inheritdoc/>
    public ITileStore OpenTiles(DataLayout data, DepartmentId department) => new FileTileStore(data.Department(department).PublicLog);

    /// <inheritdoc/>
    public IDepartmentStores GetStores(DataLayout data, IMasterKey master) => new LiteDbDepartmentStores(data, master, loggers);

    /// <inheritdoc/>
    public void DeleteMirror(DataLayout data) => LiteDbMirrorStore.Delete(data.Mirror);
}
