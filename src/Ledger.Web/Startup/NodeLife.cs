using Ledger.Web.Departments;
using Ledger.Web.Embedded;
using Ledger.Web.Metrics;
using Ledger.Web.Mirroring;
using Ledger.Web.SelfChecks;

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
        services.AddHostedService(container => container.GetRequiredService<EmbeddedChain>());
        services.AddHostedService<ChainCheck>();
        services.AddHostedService<EmbeddedDepartments>();
        services.AddHostedService<DepartmentKeeper>();
        services.AddHostedService(container => container.GetRequiredService<HostedMirror>());
        services.AddHostedService<SelfChecker>();
        services.AddHostedService<NodeMetrics>();
        services.AddHostedService<Welcome>();
        return services;
    }
}
