using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Departments;

/// <summary>Opens a department from the node's data directory, on the configured chain.</summary>
internal sealed class HostedDepartmentOpener(
    DepartmentOpener opener, IDepartmentKeys keys, EthereumAnchorChain chain, IOptions<ChainOptions> chainSettings, IOptions<NodeHttpOptions> http,
    IOptions<ClockOptions> clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Finishes an interrupted rotation of the department's keys, then opens the department.</summary>
    /// <exception cref="FaultException">The node cannot find out which key the registry knows.</exception>
    public async Task<HostedDepartment> OpenAsync(DepartmentProfile profile, CancellationToken cancellationToken)
    {
        await FinishRotationAsync(profile, cancellationToken);
        var account = new OperatorKey(keys.AccountKey(profile.Id));

        // The embedded chain is a single process. A transaction that it does not have is lost, so there is nothing to wait for.
        var departmentChain = new DepartmentChain(chain, account, chainSettings.Value.IsEmbedded ? TimeSpan.Zero : Patience, Patience)
        {
            PublicUrl = chainSettings.Value.IsEmbedded ? null : http.Value.PublicUrl, // The embedded profile has already registered its address.
        };
        return await opener.OpenAsync(profile, new SequencerOptions { Clock = clock.Value.ToBounds() }, departmentChain, cancellationToken);
    }

    // The node must know which key is registered before it signs anything.
    private async Task FinishRotationAsync(DepartmentProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            await new KeyRotation(keys, profile.Id, profile.Origin, chain).FinishAsync(Patience, cancellationToken);
        }
        catch (FaultException problem) when (ChainOutages.Includes(problem))
        {
            throw new FaultException(StartUpFaults.RotationUndecided, problem.Detail, problem);
        }
    }
}
