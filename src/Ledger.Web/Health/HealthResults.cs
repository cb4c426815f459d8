using Ledger.Verify.Faults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Converts a fault to the result of a health check. Stateless.</summary>
internal static class HealthResults
{
    /// <summary>Degraded with the code and title of the fault. Healthy without a fault.</summary>
    public static HealthCheckResult FromFault(Fault? fault) =>
        fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"{fault.Code}: {fault.Title.En}");
}
