using System.Collections.Immutable;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Development;
using Ledger.Ethereum.Registry;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Development;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Council;

/// <summary>
/// A separate chain with a council of three, of whom two must approve, and a delay of one day. Tests move its clock, which would disturb other
/// tests. The tests of one class run one after another.
/// </summary>
public sealed class CouncilChain : IAsyncLifetime
{
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-council-").FullName;
    private DevChain? _dev;
    private EthereumAnchorChain? _chain;

    public OperatorKey[] Members { get; } = [OperatorKey.Generate(), OperatorKey.Generate(), OperatorKey.Generate()];

    public EthereumAnchorChain Chain => _chain ?? throw new InvalidOperationException("The chain was not started.");

    public DevChain Dev => _dev ?? throw new InvalidOperationException("The chain was not started.");

    public CouncilClient Client => new(Chain, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _dev = await DevChain.StartAsync(
            new DevChainOptions { DataDirectory = _directory, ProgramDirectory = await DevChainProgram.GetDirectoryAsync() }, null, CancellationToken.None);
        var deployerKey = OperatorKey.Generate();
        foreach (var account in Members.Append(deployerKey))
        {
            await _dev.FundAsync(account.Address, CancellationToken.None);
        }

        using var deployer = new ContractDeployer(_dev.Rpc, zeroFees: false);
        var book = await deployer.DeployAsync(
            deployerKey, new CouncilSetUp([.. Members.Select(member => member.Address)], 2, Delay, Lifetime) { LeastDelay = Delay },
            Path.Combine(_directory, "addresses.json"), null, CancellationToken.None);
        _chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = [_dev.Rpc],
            Registry = book.Registry,
            ChainId = book.ChainId,
            GenesisHash = book.Genesis,
            FirstBlock = book.Block,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _chain?.Dispose();
        if (_dev is not null)
        {
            await _dev.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Sends bytes to the registry that our client would not make.</summary>
    public async Task SendAsync(OperatorKey key, ImmutableArray<byte> data, CancellationToken cancellationToken)
    {
        using var connection = new ChainConnection(
            new EthereumChainOptions { Endpoints = [Dev.Rpc], Registry = Chain.Registry }, ChainHttp.DefaultFactory);
        await new SetUpSender(connection, new TransactionWriter(zeroFees: false)).SendAsync(key, Chain.Registry, data, cancellationToken);
    }

    /// <summary>Moves the clock of this chain only.</summary>
    public Task PassAsync(TimeSpan time) => Node.AskAsync(Dev.Rpc, "evm_increaseTime", $"0x{(long)time.TotalSeconds:x}");
}
