using Ledger.Web.Mirroring;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Checks that the mirror of the chain can be refreshed.</summary>
internal sealed class MirrorHealthCheck(HostedMirror mirror) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = mirror.State.Fault;
        return Task.FromResult(HealthResults.FromFault(fault));
    }
}
