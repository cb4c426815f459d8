using Ledger.Ethereum.Development;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Workers;

namespace Ledger.Web.Embedded;

/// <summary>
/// The chain of a demonstration: started before everything else, stopped after it. Its end while the node runs is fatal: it is logged and seen in health.
/// Does nothing where a chain is configured.
/// </summary>
internal sealed partial class EmbeddedChain(EmbeddedProfile profile, NodeSettings settings, TimeProvider clock, ILogger<EmbeddedChain> logger)
    : Worker("embedded-chain", clock, logger), IChainOptionsProvider, IAsyncDisposable
{
    private DevChain? _chain;
    private EthereumChainOptions? _options;

    /// <summary>The chain itself.</summary>
    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public DevChain Chain => _chain ?? throw new InvalidOperationException("The embedded chain has not started.");

    public EthereumChainOptions Read() => _options ?? throw new InvalidOperationException("The embedded chain has not started.");

    /// <summary>Starts the chain and deploys the contracts: seconds, except the first time, when the chain's program is fetched.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsEmbedded)
        {
            return;
        }

        _chain = await profile.StartChainAsync(settings.Chain.EmbeddedPort, cancellationToken);
        var book = await profile.DeployAsync(_chain, cancellationToken);
        await _chain.MineAsync(cancellationToken); // It makes blocks on demand only; a new one shows its time.
        _options = new EthereumChainOptions
        {
            Endpoints = [_chain.Rpc],
            Registry = book.Registry,
            ChainId = book.ChainId,
            GenesisHash = book.Genesis,
            FirstBlock = book.Block,
            Finality = FinalityMode.Instant,
        };
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken); // Or the end of the chain would be taken for a failure.
        await DisposeAsync();
    }

    protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <summary>Waits for the end of the chain, which does not come while all is well.</summary>
    protected override async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        await Chain.Exited.WaitAsync(cancellationToken);
        if (Condition.Problem is null)
        {
            var fault = WorkerFaults.ChainEnded;
            LogChainEnded(Logger, fault.Code, fault.Title.En, fault.Action.En);
        }

        return new WorkerProblem(WorkerOutcome.Fatal, WorkerFaults.ChainEnded);
    }

    /// <summary>Stops the chain. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }

        Dispose();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: {What} {Action}")]
    private static partial void LogChainEnded(ILogger logger, string code, string what, string action);
}
