using System.Numerics;
using Ledger.Chain.Tests.Anvil;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Chain.Tests.Departments;

/// <summary>Deploys the contracts and admits one department. It uses the same keys each time, so that a chain gets the same addresses after a reset.</summary>
internal sealed class ChainSetUp
{
    public static readonly BigInteger Coins = BigInteger.Pow(10, 24);

    private readonly OperatorKey _member = OperatorKey.Generate();
    private readonly OperatorKey _account = OperatorKey.Generate();

    public OperatorKey Account => _account;

    /// <summary>Gives both accounts coins, for a chain that charges for gas.</summary>
    public async Task FundAsync(AnvilChain anvil)
    {
        await anvil.FundAsync(_member.Address, Coins);
        await anvil.FundAsync(_account.Address, Coins);
    }

    /// <summary>Deploys the contracts and admits the department.</summary>
    /// <returns>The address of the registry.</returns>
    public async Task<ChainAddress> RunAsync(Uri rpc, bool zeroFees, string origin, Digest logKey, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-deploy-");
        try
        {
            using var deployer = new ContractDeployer(rpc, zeroFees);
            var book = await deployer.DeployAsync(
                _member, CouncilSetUp.OneMember(_member.Address), Path.Combine(folder.FullName, "addresses.json"), null, cancellationToken);
            using var chain = new EthereumAnchorChain(new EthereumChainOptions { Endpoints = [rpc], Registry = book.Registry, ZeroFees = zeroFees });
            await new CouncilClient(chain, TimeProvider.System).DecideAsync(
                _member, [CouncilCall.Admit(origin, _account.Address, "http://127.0.0.1:5080", logKey)], "test", cancellationToken);
            return book.Registry;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
