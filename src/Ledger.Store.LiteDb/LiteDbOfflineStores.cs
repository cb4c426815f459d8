using Ledger.Hosting;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Mirroring;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>The journals of a data directory and the LiteDB files beside them, for work that needs no running node. Safe for use from any thread.</summary>
public sealed class LiteDbOfflineStores(ILoggerFactory loggers) : IOfflineStores
{
    /// <inheritdoc/>
    public bool HasLog(string folder) => Directory.Exists(Path.Combine(folder, JournalCopy.FolderName));

    /// <inheritdoc/>
    public string? FindOrigin(string folder) => JournalCopy.FindOrigin(folder);

    /// <inheritdoc/>
    public void Copy(string folder, string origin, long size, Digest root, string target, CancellationToken cancellationToken) =>
        JournalCopy.Copy(folder, origin, size, root, target, cancellationToken);

    /// <inheritdoc/>
    public LogHead Check(string folder, string origin, CancellationToken cancellationToken) => JournalCopy.Check(folder, origin, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IDepartmentStore> OpenAsync(
        string folder, string origin, HeldHead? held, bool rebuildsCatalogue, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = folder, Origin = origin, Held = held, RebuildsCatalogue = rebuildsCatalogue },
            loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);

    /// <inheritdoc/>
    public void DeleteMirror(string path) => LiteDbMirrorStore.Delete(path);
}
