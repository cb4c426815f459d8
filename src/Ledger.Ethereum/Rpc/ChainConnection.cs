using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.RPC.Eth;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// The configured endpoints of one chain. A question goes to one endpoint. The next one is asked only when an endpoint does not answer, never
/// because of its answer. Before its first question, an endpoint must have the pinned chain id and block 0, and on a QBFT chain the hash of block 0
/// must follow from its header. Both are checked again after an endpoint did not answer, because another chain may now have its address. With
/// several endpoints their heads are compared every few seconds, and an endpoint that is silent, behind or ahead of what it can show is skipped.
/// Thread-safe.
/// </summary>
internal sealed class ChainConnection : IDisposable
{
    private readonly HttpClient _http;
    private readonly EndpointClient[] _clients; // in the order of _endpoints
    private readonly EndpointWatch[] _endpoints;
    private readonly EndpointMonitor _monitor;
    private readonly Lock _pin = new();
    private long? _chainId;                // guarded by _pin; never changes once set
    private Digest? _genesis;              // guarded by _pin; never changes once set
    private volatile int _preferred;

    public ChainConnection(EthereumChainOptions options, IHttpClientFactory factory)
    {
        if (options.Endpoints.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A chain needs at least one endpoint.", nameof(options));
        }

        _endpoints = [.. options.Endpoints.Select(address => new EndpointWatch(new RpcEndpoint(address), options.Clock))];
        _chainId = options.ChainId;
        _genesis = options.GenesisHash;
        _http = factory.CreateClient(ChainHttp.ClientName);
        _clients = [.. _endpoints.Select(watch => new EndpointClient(_http, watch.Endpoint, options.Timeout))];
        _monitor = new EndpointMonitor(_endpoints, OpenAsync, options);
    }

    /// <summary>The last known health of each endpoint, in the order of the configuration.</summary>
    public ImmutableArray<EndpointHealth> Health => [.. _endpoints.Select(watch => watch.Health)];

    /// <summary>Runs a conversation with the first endpoint that answers. The endpoint that answered last comes first.</summary>
    /// <exception cref="FaultException">No endpoint can be used, and the reason is known.</exception>
    /// <exception cref="ChainMovedException">The endpoint answered, but the chain reorganised during the call. No other endpoint is asked.</exception>
    /// <exception cref="FaultException">No endpoint answered, or the chain answered with an error.</exception>
    public async ValueTask<T> UseAsync<T>(Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken)
    {
        await _monitor.CompareIfDueAsync(cancellationToken);
        var problems = new List<FaultException>();
        foreach (var index in Order())
        {
            var (answer, problem) = await TryAsync(index, conversation, cancellationToken);
            if (problem is null)
            {
                _preferred = index;
                return answer!; // not null when there is no problem
            }

            problems.Add(problem);
        }

        throw Sum(problems);
    }

    /// <summary>
    /// Sends signed bytes. The first endpoint that answers decides. The other endpoints get the same bytes in two cases: an earlier endpoint did
    /// not answer and may have accepted them, or the deciding endpoint had them already but no block does, so it may not have passed them on.
    /// </summary>
    public async ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken)
    {
        await _monitor.CompareIfDueAsync(cancellationToken);
        var problems = new List<FaultException>();
        var order = Order();
        for (var i = 0; i < order.Count; i++)
        {
            var (wasKnown, problem) = await TryAsync(
                order[i], session => SignedSender.SendAsync(session, transaction, cancellationToken), cancellationToken);
            if (problem is not null)
            {
                problems.Add(problem);
                continue;
            }

            _preferred = order[i];
            if (wasKnown || problems.Count > 0)
            {
                await RepeatAsync(order.Skip(i + 1).Where(index => _endpoints[index].Rank is 0 or 1), transaction, cancellationToken);
            }

            return;
        }

        throw Sum(problems);
    }

    /// <summary>Runs a conversation with every usable endpoint, at the same time.</summary>
    /// <returns>The answer of each endpoint, or the reason why there is none.</returns>
    public async ValueTask<ImmutableArray<(string Name, T? Answer, FaultException? Problem)>> AskEachAsync<T>(
        Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken)
        where T : class
    {
        await _monitor.CompareIfDueAsync(cancellationToken);
        return [.. await Task.WhenAll(Order().Where(index => _endpoints[index].IsDue).Select(AskAsync))];

        async Task<(string, T?, FaultException?)> AskAsync(int index)
        {
            var name = _endpoints[index].Endpoint.Name;
            try
            {
                var (answer, problem) = await TryAsync(index, conversation, cancellationToken);
                return (name, answer, problem);
            }
            catch (FaultException error) when (ChainOutages.Includes(error))
            {
                return (name, null, error);
            }
        }
    }

    public void Dispose()
    {
        _monitor.Dispose();
        _http.Dispose();
    }

    private static FaultException Sum(List<FaultException> problems)
    {
        var text = problems.Count == 0 ? "No endpoint of the chain can be relied on." : string.Join(' ', problems.Select(problem => problem.Detail));
        return problems.Find(problem => problem.Fault != AnchoringFaults.ChainUnreachable) is { } known ? new FaultException(known.Fault, text)
            : ChainOutages.Create(text, problems.Count == 1 ? problems[0] : null);
    }

    /// <summary>The usable endpoints, the best first. Among equals the preferred one is first.</summary>
    private List<int> Order()
    {
        var first = _preferred;
        return
        [
            .. Enumerable.Range(0, _endpoints.Length)
                .Where(index => _endpoints[index].Rank is not null)
                .OrderBy(index => _endpoints[index].Rank)
                .ThenBy(index => (index - first + _endpoints.Length) % _endpoints.Length),
        ];
    }

    /// <summary>
    /// Returns the answer, or the reason why there is none. Throws when the chain itself refuses the question, because another endpoint would
    /// refuse it too.
    /// </summary>
    private async ValueTask<(T? Answer, FaultException? Problem)> TryAsync<T>(
        int index, Func<ChainSession, ValueTask<T>> conversation, CancellationToken cancellationToken)
    {
        var watch = _endpoints[index];
        try
        {
            var session = await OpenAsync(index, cancellationToken);
            var answer = await conversation(session);
            watch.NoteAnswer();
            return (answer, null);
        }
        catch (Exception answered) when (ChainOutages.IsRefusedTransaction(answered)
            || answered is AnswerTooLargeException or UnderpricedException or NonceUsedException or CallRevertedException)
        {
            watch.NoteAnswer();
            throw;
        }
        catch (Exception answered) when (answered is RpcErrorException or ChainMovedException)
        {
            // A chain reorganises once or twice. If an endpoint always reports it, the endpoint lacks a block that it should have.
            watch.NoteError();
            throw;
        }
        catch (EncodingException unreadable)
        {
            // The answer is well-formed but not one of our contracts, so the endpoint is unreliable.
            watch.NoteFailure(EndpointState.Silent);
            return (default, ChainOutages.Create($"The endpoint {watch.Endpoint} gave an answer that our contracts never give. {unreadable.Message}", unreadable));
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            if (EndpointMonitor.StateBy(outage.Fault) is { } state)
            {
                watch.NoteFailure(state);
            }

            return (default, outage);
        }
    }

    private async ValueTask RepeatAsync(IEnumerable<int> others, SignedTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var index in others)
        {
            try
            {
                await TryAsync(index, session => SignedSender.SendAsync(session, transaction, cancellationToken), cancellationToken);
            }
            catch (Exception refusal) when (ChainOutages.Includes(refusal) || refusal is NonceUsedException)
            {
                // The answer of the first endpoint counts. This one has the transaction already, or refuses it for its own reasons.
            }
        }
    }

    private async ValueTask<ChainSession> OpenAsync(int index, CancellationToken cancellationToken)
    {
        var watch = _endpoints[index];
        if (!watch.IsChecked)
        {
            var answers = await _clients[index].AskAllAsync([new EthChainId(null).BuildRequest(), ChainRequests.Block(0)], cancellationToken);
            var chainId = ChainJson.Quantity(answers[0].Get());
            var genesis = ChainJson.FindBlock(answers[1].Get())
                ?? throw ChainOutages.Create($"The endpoint {watch.Endpoint} has no block 0.");
            if (!HeaderEncoding.CanHaveHash(answers[1].Get(), genesis.Block.Hash))
            {
                throw ChainOutages.Create($"The endpoint {watch.Endpoint} returns a block 0 whose fields give another hash than the one it states.");
            }

            Pin(watch, chainId, genesis.Block.Hash);
        }

        return new ChainSession(_clients[index], watch, _chainId!.Value); // set by Pin
    }

    private void Pin(EndpointWatch watch, long chainId, Digest genesis)
    {
        lock (_pin)
        {
            _chainId ??= chainId;
            if (_chainId != chainId)
            {
                throw new FaultException(
                    AnchoringFaults.OtherChain, $"The endpoint {watch.Endpoint} is on chain {chainId}, not on chain {_chainId}.");
            }

            _genesis ??= genesis;
            if (_genesis != genesis)
            {
                throw new FaultException(
                    AnchoringFaults.OtherChain, $"The endpoint {watch.Endpoint} has another block 0 than chain {chainId} should have.");
            }

            watch.NoteChecked();
        }
    }
}
