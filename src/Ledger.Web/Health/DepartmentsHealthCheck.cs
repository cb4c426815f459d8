using Ledger.Hosting;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>
/// Checks that the departments accept entries. A node that still writes for one department is degraded, not unhealthy. Otherwise a load balancer would
/// remove the node for all departments.
/// </summary>
internal sealed class DepartmentsHealthCheck(HostedDepartments departments) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = departments.All.ToList();
        var result = open.All(department => FindStop(department) is not null) ? HealthCheckResult.Unhealthy("No department accepts entries.")
            : open.All(department => department.Registration.Fault == RegistrationFaults.Unknown) ? HealthCheckResult.Unhealthy("The registry knows no department of this node.")
            : departments.Down.Any() ? HealthCheckResult.Degraded("A department is down.")
            : HealthResults.FromFault(open.Select(WhatIsWrong).FirstOrDefault(fault => fault is not null));
        return Task.FromResult(result);
    }

    private static Fault? FindStop(HostedDepartment department) => department.Log.Sequencer.State.Fault;

    private static Fault? WhatIsWrong(HostedDepartment department) => FindStop(department) ?? department.Registration.Fault
        ?? department.Log.Clock.Read(department.Log.Publisher.Published.Head.At).Fault;
}
