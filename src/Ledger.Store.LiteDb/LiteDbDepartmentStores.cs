using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Log;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>Opens departments' stores as a journal with a LiteDB catalogue beside it. Safe for use from any thread.</summary>
public sealed class LiteDbDepartmentStores(ILoggerFactory loggers) : IDepartmentStores
{
    /// <inheritdoc/>
    /// <exception cref="StoreLockedException">Somebody else has it open.</exception>
    public async ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = folder, Origin = origin, Held = held }, loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);
}
