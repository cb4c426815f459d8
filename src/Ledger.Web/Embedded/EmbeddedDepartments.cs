using Ledger.Ethereum.Anchoring;
using Ledger.Issuing;
using Ledger.Web.Departments;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Embedded;

/// <summary>
/// Registers the departments of a demonstration before they open, and creates their tokens. Does nothing when a chain is configured.
/// </summary>
internal sealed class EmbeddedDepartments(
    EmbeddedProfile profile, EmbeddedChain embedded, EthereumAnchorChain chain, DepartmentProfiles departments, RecordTypeCatalogue catalogue, NodeUrl nodeUrl,
    IOptions<ChainOptions> settings, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.IsEmbedded)
        {
            await profile.RegisterAsync(embedded.Chain, chain, departments.All, catalogue, nodeUrl.Url, clock, cancellationToken);
            profile.WriteTokens(departments.All);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
