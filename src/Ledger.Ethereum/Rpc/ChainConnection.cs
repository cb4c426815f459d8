using Ledger.Anchoring;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// The configured endpoints of one chain. A question goes to one endpoint; the next is asked only when one does not answer, never
/// because of what it answered. Before an endpoint is asked anything, its chain id and block 0 must be the pinned ones; they are
/// checked again after each time it did not answer, because another chain may have taken its address. Safe for use from many threads.
/// </summary>
internal sealed class ChainConnection : IDisposable
{
    private readonly JsonRpcClient _client;
    private readonly RpcEndpoint[] _endpoints;
    private readonly bool[] _checked;      // guarded by _pin
    private readonly Lock _pin = new();
    private long? _chainId;                // guarded by _pin; never changes once set
    private Digest? _genesis;              // guarded by _pin; never changes once set
    private volatile int _preferred;

    public ChainConnection(EthereumChainOptions options, HttpMessageHandler handler)
    {
        if (options.Endpoints.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A chain needs at least one endpoint.", nameof(options));
        }

        _endpoints = [.. options.Endpoints.Select(address => new RpcEndpoint(address))];
        _checked = new bool[_endpoints.Length];
        _chainId = options.ChainId;
        _genesis = options.GenesisHash;
        _client = new JsonRpcClient(handler, options.Timeout);
    }

    /// <summary>Runs one conversation with the first endpoint that answers, beginning with the one that answered last.</summary>
    /// <exception cref="ChainUnavailableException">None answered, or the chain answered with an error.</exception>
    public async ValueTask<T> UseAsync<T>(Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken)
    {
        var first = _preferred;
        var problems = new List<string>();
        for (var i = 0; i < _endpoints.Length; i++)
        {
            var index = (first + i) % _endpoints.Length;
            try
            {
                var session = await OpenAsync(index, cancellationToken);
                var answer = await conversation(session);
                _preferred = index;
                return answer;
            }
            catch (ChainUnavailableException exception) when (exception is not (RpcErrorException or AnswerTooLargeException))
            {
                Forget(index);
                problems.Add(exception.Message);
            }
        }

        throw new ChainUnavailableException(string.Join(' ', problems));
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<ChainSession> OpenAsync(int index, CancellationToken cancellationToken)
    {
        var endpoint = _endpoints[index];
        if (!IsChecked(index))
        {
            var answers = await _client.AskAllAsync(
                endpoint, [new RpcCall("eth_chainId"), new RpcCall("eth_getBlockByNumber", "0x0", false)], cancellationToken);
            var chainId = ChainJson.Quantity(answers[0].Get());
            var genesis = ChainJson.FindBlock(answers[1].Get())
                ?? throw new ChainUnavailableException($"The endpoint {endpoint} has no block 0.");
            Pin(index, chainId, genesis.Block.Hash);
        }

        return new ChainSession(_client, endpoint, _chainId!.Value); // set by Pin
    }

    private bool IsChecked(int index)
    {
        lock (_pin)
        {
            return _checked[index];
        }
    }

    private void Forget(int index)
    {
        lock (_pin)
        {
            _checked[index] = false;
        }
    }

    private void Pin(int index, long chainId, Digest genesis)
    {
        lock (_pin)
        {
            _chainId ??= chainId;
            if (_chainId != chainId)
            {
                throw new ChainUnavailableException($"The endpoint {_endpoints[index]} is on chain {chainId}, not on chain {_chainId}.");
            }

            _genesis ??= genesis;
            if (_genesis != genesis)
            {
                throw new ChainUnavailableException($"The endpoint {_endpoints[index]} has another block 0 than chain {chainId} should have.");
            }

            _checked[index] = true;
        }
    }
}
