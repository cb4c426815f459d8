namespace Ledger.Web.Health;

/// <summary>Registers one health check a concern. The answer of <c>/health/ready</c> takes its status from them.</summary>
internal static class NodeHealthChecks
{
    public static IServiceCollection AddNodeHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DepartmentsHealthCheck>("departments")
            .AddCheck<ChainHealthCheck>("chain")
            .AddCheck<MirrorHealthCheck>("mirror")
            .AddCheck<SelfCheckHealthCheck>("self-check")
            .AddCheck<TokensHealthCheck>("tokens")
            .AddCheck<WorkersHealthCheck>("workers");
        return services;
    }
}
