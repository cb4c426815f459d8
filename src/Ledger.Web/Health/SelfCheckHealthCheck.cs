using Ledger.Hosting;
using Ledger.Web.SelfChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Checks that the last self-check of each log found no errors.</summary>
internal sealed class SelfCheckHealthCheck(HostedDepartments departments, SelfCheckResults results) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var wrong = departments.All.FirstOrDefault(department => results.Find(department.Profile.Id) is { Findings: > 0 });
        return Task.FromResult(wrong is null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"The last self-check of the log of {wrong.Profile.Id} found errors."));
    }
}
