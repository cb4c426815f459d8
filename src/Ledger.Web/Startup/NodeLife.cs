using Ledger.Web.Departments;
using Ledger.Web.Embedded;
using Ledger.Web.Metrics;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Workers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Web.Startup;

/// <summary>
/// The order in which a node starts and stops. The hosted services start in the order below, and the web server after them. They stop in reverse order:
/// the server drains its requests, the workers stop, the departments commit the waiting entries and close, and the embedded chain stops last.
/// </summary>
internal static class NodeLife
{
    public static IServiceCollection AddNodeLife(this IServiceCollection services)
    {
        services.AddHostedService<TokenWarning>();
        services.AddWorker<EmbeddedChain>();
        services.AddHostedService<ChainCheck>();
        services.AddHostedService<EmbeddedDepartments>();
        services.AddWorker<DepartmentKeeper>();
        services.AddWorker<HostedMirror>();
        services.AddWorker<SelfChecker>();
        services.AddHostedService<NodeMetrics>();
        services.AddHostedService<Welcome>();
        return services;
    }

    /// <summary>Adds a worker as a hosted service, and as a <see cref="Worker"/> that the health page shows.</summary>
    private static void AddWorker<T>(this IServiceCollection services)
        where T : Worker
    {
        services.TryAddSingleton<T>();
        services.AddSingleton<Worker>(container => container.GetRequiredService<T>());
        services.AddHostedService(container => container.GetRequiredService<T>());
    }
}
