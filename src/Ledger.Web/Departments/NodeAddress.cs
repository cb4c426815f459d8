using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Transactions;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Departments;

/// <summary>
/// Registers the public address of a configured node, with the operator account of each department. Runs before the workers of the departments start,
/// because two senders would use the same nonce.
/// </summary>
/// <param name="chain">The chain with the registry.</param>
/// <param name="keys">The accounts of the operators.</param>
/// <param name="chainSettings">Whether the chain is a configured one.</param>
/// <param name="http">The address.</param>
/// <param name="logger">The log for the outcome.</param>
internal sealed partial class NodeAddress(EthereumAnchorChain chain, IDepartmentKeys keys, IOptions<ChainOptions> chainSettings, IOptions<NodeHttpOptions> http, ILogger<NodeAddress> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Sends the address if the registry has another one, and waits up to a minute for its block. A failure does not stop issuing. It is logged, and
    /// the health page shows <see cref="RegistrationFaults.OtherAddress"/>.
    /// </summary>
    public async Task RegisterAsync(HostedDepartment department, CancellationToken cancellationToken)
    {
        if (chainSettings.Value.IsEmbedded || http.Value.PublicUrl is not { } publicUrl || department.Registration.Fault != RegistrationFaults.OtherAddress)
        {
            return;
        }

        var name = department.Profile.Id.ToString();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (await department.Store.FindOutgoingAsync(cancellationToken) is not null)
            {
                NotRegistered(name, "A transaction of an earlier run is still pending.");
                return;
            }

            await new DepartmentClient(chain, new OperatorKey(keys.AccountKey(department.Profile.Id)), department.Profile.Origin)
                .SetNodeUrlAsync(publicUrl.ToString(), patience.Token);
            department.Registration.AddressSent();
            LogRegistered(logger, name, publicUrl);
        }
        catch (Exception problem) when (ChainOutages.Includes(problem) || problem is CallRevertedException or NonceUsedException)
        {
            NotRegistered(name, ChainOutages.Describe(problem));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            NotRegistered(name, "No block took the transaction within a minute.");
        }
    }

    private void NotRegistered(string department, string reason)
    {
        var fault = RegistrationFaults.OtherAddress;
        LogNotRegistered(logger, fault.Code, department, fault.Title.En, reason, fault.Action.En);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The registry has the address {Url} for {Department}")]
    private static partial void LogRegistered(ILogger logger, string department, Uri url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: {Department}: {What} {Reason} {Action}")]
    private static partial void LogNotRegistered(ILogger logger, string code, string department, string what, string reason, string action);
}
