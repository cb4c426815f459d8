using Ledger.Ethereum.Development;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Workers;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Embedded;

/// <summary>
/// The chain of a demonstration. It starts before everything else and stops last. If it ends while the node runs, this is a fatal problem: the worker logs
/// it, and health shows it. Does nothing when a chain is configured.
/// </summary>
internal sealed partial class EmbeddedChain(EmbeddedProfile profile, NodeUrl node, IOptions<ChainOptions> settings, TimeProvider clock, ILogger<EmbeddedChain> logger)
    : Worker("embedded-chain", clock, logger), IChainOptionsProvider, IAsyncDisposable
{
    private DevChain? _chain;
    private EthereumChainOptions? _options;

    /// <summary>The running chain.</summary>
    /// <exception cref="InvalidOperationException">The chain has not started.</exception>
    public DevChain Chain => _chain ?? throw new InvalidOperationException("The embedded chain has not started.");

    public EthereumChainOptions Read() => _options ?? throw new InvalidOperationException("The embedded chain has not started.");

    /// <summary>Starts the chain and deploys the contracts. This takes seconds. The first time it also downloads the chain's program.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.Value.IsEmbedded)
        {
            return;
        }

        _chain = await profile.StartChainAsync(settings.Value.EmbeddedPort, node.Url, cancellationToken);
        var book = await profile.DeployAsync(_chain, cancellationToken);
        await _chain.MineAsync(cancellationToken); // The chain makes blocks only on demand. A new block shows the chain's time.
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
        await base.StopAsync(cancellationToken); // Before the chain stops, so that its end does not count as a failure.
        await DisposeAsync();
    }

    protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <summary>Waits until the chain ends. It ends only when something is wrong.</summary>
    protected override async ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        await Chain.Exited.WaitAsync(cancellationToken);
        if (Condition.Problem is null)
        {
            var fault = WorkerFaults.ChainEnded;
            LogChainEnded(Logger, fault.Code, fault.Title.En, fault.Action.En);
        }

        return new WorkerProblem(WorkerFaults.ChainEnded);
    }

    /// <summary>Stops the chain. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        await base.StopAsync(CancellationToken.None); // A start that fails disposes the services without stopping them.
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }

        Dispose();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: {What} {Action}")]
    private static partial void LogChainEnded(ILogger logger, string code, string what, string action);
}
