using Ledger.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Checks that the chain answers and agrees with each log. Never unhealthy, because issuing needs no chain.</summary>
internal sealed class ChainHealthCheck(HostedDepartments departments) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = departments.All.Select(department => department.Chain.State.Fault).FirstOrDefault(fault => fault is not null);
        return Task.FromResult(HealthResults.FromFault(fault));
    }
}
