using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Store.LiteDb;

/// <summary>Registers the LiteDB store in a host's container.</summary>
public static class LiteDbServices
{
    /// <summary>Adds the stores of departments. The host registers <see cref="DataLayout"/>, the data directory, and <see cref="IMasterKey"/>.</summary>
    public static IServiceCollection AddLiteDbStore(this IServiceCollection services) =>
        services.AddSingleton<IDepartmentStores, LiteDbDepartmentStores>();
}
