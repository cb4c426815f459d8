using Ledger.Hosting;
using Ledger.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Checks that no background worker has ended or has an error that nobody foresaw.</summary>
internal sealed class WorkersHealthCheck(IEnumerable<Worker> workers, HostedDepartments departments) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failed = workers.Concat(departments.All.Select(department => department.Chain)).FirstOrDefault(worker => worker.Condition.IsFatal);
        return Task.FromResult(failed is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"The worker {failed.Name} has failed."));
    }
}
