using Ledger.Hosting;
using Ledger.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Whether every background worker works: none met an error that nobody foresaw, none ended.</summary>
internal sealed class WorkersHealthCheck(IEnumerable<Worker> workers, HostedDepartments departments) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failed = workers.Concat(departments.All.Select(department => department.Chain)).FirstOrDefault(worker => worker.Condition.IsFatal);
        return Task.FromResult(failed is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"The worker {failed.Name} does not do its work."));
    }
}
