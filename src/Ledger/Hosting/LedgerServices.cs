using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Purposes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Hosting;

/// <summary>Registers the steps in a host's container.</summary>
public static class LedgerServices
{
    /// <summary>
    /// Adds the departments of a node and their opener. The host registers <see cref="IDepartmentKeys"/>, <see cref="IMasterKey"/> and a clock; an
    /// adapter registers <see cref="IDepartmentStores"/>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="catalogue">The record types that the departments issue.</param>
    public static IServiceCollection AddLedger(this IServiceCollection services, RecordTypeCatalogue catalogue)
    {
        services.AddSingleton(catalogue);
        services.AddSingleton(PurposeCatalogue.Shipped);
        services.AddSingleton<HostedDepartments>();
        services.AddSingleton(container => new DepartmentOpener(
            container.GetRequiredService<IDepartmentStores>(), container.GetRequiredService<IDepartmentKeys>(), container.GetRequiredService<IMasterKey>(), catalogue,
            container.GetRequiredService<TimeProvider>(), container.GetRequiredService<ILoggerFactory>()));
        return services;
    }
}
