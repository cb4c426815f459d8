using Ledger.Ethereum.Development;
using Ledger.Ethereum.Settings;
using Ledger.Web.Settings;

namespace Ledger.Web.Embedded;

/// <summary>The chain of a demonstration: started before everything else, stopped after it. Does nothing where a chain is configured.</summary>
internal sealed class EmbeddedChain(EmbeddedProfile profile, NodeSettings settings) : IHostedService, IChainOptionsProvider, IAsyncDisposable
{
    private DevChain? _chain;
    private EthereumChainOptions? _options;

    /// <summary>The chain itself.</summary>
    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public DevChain Chain => _chain ?? throw new InvalidOperationException("The embedded chain has not started.");

    public EthereumChainOptions Read() => _options ?? throw new InvalidOperationException("The embedded chain has not started.");

    /// <summary>Starts the chain and deploys the contracts: seconds, except the first time, when the chain's program is fetched.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
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
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>Stops the chain. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }
    }
}
