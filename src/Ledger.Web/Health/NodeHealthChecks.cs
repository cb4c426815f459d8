namespace Ledger.Web.Health;

/// <summary>Registers one health check for each concern. They determine the status of <c>/health/ready</c>.</summary>
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
