using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>Opens the stores of departments: a journal and a LiteDB catalogue. Safe for use from any thread.</summary>
public sealed class LiteDbDepartmentStores(ILoggerFactory loggers) : IDepartmentStores
{
    /// <inheritdoc/>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: the store is open elsewhere.</exception>
    public async ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = folder, Origin = origin, Held = held }, loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);
}
