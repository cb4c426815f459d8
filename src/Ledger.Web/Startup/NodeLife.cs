using Ledger.Web.Departments;
using Ledger.Web.Embedded;
using Ledger.Web.Metrics;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;
using Ledger.Workers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Web.Startup;

/// <summary>
/// The life of a node, in one place: its hosted services start in this order, and the web server after them. They stop in the opposite order: the
/// server first, which drains requests, then the workers, then the departments, which commit what waits, and the embedded chain last.
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

    /// <summary>Adds a worker as a hosted service, and as one of those that the health page shows.</summary>
    private static void AddWorker<T>(this IServiceCollection services)
        where T : Worker
    {
        services.TryAddSingleton<T>();
        services.AddSingleton<Worker>(container => container.GetRequiredService<T>());
        services.AddHostedService(container => container.GetRequiredService<T>());
    }
}
