using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb;

/// <summary>Opens the stores of departments in a data directory: a journal and a LiteDB catalogue each. Safe for use from any thread.</summary>
public sealed class LiteDbDepartmentStores(DataLayout data, ILoggerFactory loggers) : IDepartmentStores
{
    /// <inheritdoc/>
    /// <exception cref="FaultException"><see cref="StoreFaults.Locked"/>: the store is open elsewhere.</exception>
    public async ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken) => await LiteDbLogStore.OpenAsync(
        new LiteDbStoreOptions { Folder = data.Department(department.Id).Root, Origin = department.Origin, Held = held }, loggers.CreateLogger<LiteDbLogStore>(), cancellationToken);
}
