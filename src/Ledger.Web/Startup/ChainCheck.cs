using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Startup;

/// <summary>
/// Compares the configured chain with the address book and the finality mode before a department opens. The node also starts when the chain does not
/// answer. Does nothing in a demonstration.
/// </summary>
internal sealed class ChainCheck(ConfiguredChain configured, EthereumAnchorChain chain, IOptions<ChainOptions> settings) : IHostedService
{
    /// <exception cref="FaultException">The chain is not the one in the settings, or the finality mode does not fit it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.IsEmbedded)
        {
            return;
        }

        await configured.Trusted.EnsureAsync(settings.Value.Endpoints, cancellationToken);
        try
        {
            if (await chain.ProbeFinalityAsync(cancellationToken) is not null)
            {
                throw new FaultException(StartUpFaults.FinalityWrong, $"Ledger:Chain:Finality is {settings.Value.Finality}.");
            }
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return; // The worker of each department probes it later.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
