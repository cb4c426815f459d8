using Ledger.Chain.Tests.Anvil;
using Ledger.Chain.Tests.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Chain.Tests.Besu;

/// <summary>A stand-in for Besu with the real contracts and one admitted department. Deployment and admission run through the stand-in.</summary>
public sealed class BesuBench : IAsyncLifetime
{
    private readonly ChainSetUp _setUp = new();
    private BesuStandIn? _node;

    internal BesuStandIn Node => _node ?? throw new InvalidOperationException("The stand-in was not started.");

    internal BesuOptions Options { get; init; } = new() { EmptyBlocks = 20 };

    internal OperatorKey Account => _setUp.Account;

    internal ChainAddress Registry { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _node = await BesuStandIn.StartAsync(await AnvilProgram.PathAsync(), Options);
        Registry = await _setUp.RunAsync(
            Node.Address, zeroFees: true, ChainDepartment.Profile.Origin, ChainDepartment.LogKey, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    /// <summary>Makes the client with the settings of a department's service in the consortium.</summary>
    internal EthereumAnchorChain Connect(params Uri[] endpoints) => new(new EthereumChainOptions
    {
        Endpoints = endpoints.Length == 0 ? [Node.Address] : [.. endpoints],
        Registry = Registry,
        Finality = FinalityMode.Instant,
        ZeroFees = true,
    });
}
