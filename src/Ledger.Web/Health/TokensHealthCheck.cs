using Ledger.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Whether the token files can be read and nobody has to review them.</summary>
internal sealed class TokensHealthCheck(AccessTokens tokens) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = tokens.Fault ?? tokens.Warning;
        return Task.FromResult(fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"{fault.Code}: {fault.Title.En}"));
    }
}
