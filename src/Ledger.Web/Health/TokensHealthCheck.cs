using Ledger.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Web.Health;

/// <summary>Checks that the token files are readable and need no review.</summary>
internal sealed class TokensHealthCheck(AccessTokens tokens) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fault = tokens.Fault ?? tokens.Warning;
        return Task.FromResult(HealthResults.FromFault(fault));
    }
}
