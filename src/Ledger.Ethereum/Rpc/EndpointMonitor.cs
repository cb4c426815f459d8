using Ledger.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Compares the heads of all endpoints every few seconds, only while the chain is used, and records the state of each endpoint. With one endpoint
/// there is nothing to compare, so it does nothing. A silent endpoint costs a short wait, and is then asked less and less often. Thread-safe.
/// </summary>
internal sealed class EndpointMonitor : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(3);

    private readonly EndpointWatch[] _endpoints;
    private readonly Func<int, CancellationToken, ValueTask<ChainSession>> _open;
    private readonly HeadJudge _judge;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly long _mostBehind;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _comparedAt; // read and written only while holding _turn
    private volatile bool _hasCompared;

    public EndpointMonitor(EndpointWatch[] endpoints, Func<int, CancellationToken, ValueTask<ChainSession>> open, EthereumChainOptions options)
    {
        _endpoints = endpoints;
        _open = open;
        _clock = options.Clock;
        _mostBehind = options.MostBlocksBehind;
        _judge = new HeadJudge(options.MostBlocksBehind, options.LongestBehind, options.Clock);
        _patience = options.Timeout < MostPatience ? options.Timeout : MostPatience;
    }

    /// <summary>
    /// Compares the heads when the interval is over. If another caller is comparing, the call waits only for the first
    /// comparison. Otherwise it returns at once.
    /// </summary>
    public async ValueTask CompareIfDueAsync(CancellationToken cancellationToken)
    {
        if (_endpoints.Length < 2 || !await _turn.WaitAsync(_hasCompared ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken))
        {
            return;
        }

        try
        {
            if (!_hasCompared || Elapsed.Since(_comparedAt, _clock) >= Interval)
            {
                await CompareAsync(cancellationToken);
                _comparedAt = _clock.GetUtcNow();
                _hasCompared = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The state that a fault shows about the endpoint itself. Null when the fault is about the chain.</summary>
    public static EndpointState? StateBy(Fault fault) =>
        fault == AnchoringFaults.OtherChain ? EndpointState.OtherChain
        : fault == AnchoringFaults.HostNotAllowed ? EndpointState.Refusing
        : fault == AnchoringFaults.ChainUnreachable ? EndpointState.Silent
        : null;

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var due = Enumerable.Range(0, _endpoints.Length).Where(index => _endpoints[index].IsDue);
        var heads = (await Task.WhenAll(due.Select(index => FindHeadAsync(index, cancellationToken)))).OfType<ObservedHead>().ToArray();
        var lowest = heads.Length == 0 ? 0 : heads.Min(seen => seen.Head.Number);

        // Only an endpoint that is far ahead, or alone, must show its block by number.
        heads = await Task.WhenAll(heads.Select(async seen =>
            heads.Length == 1 || seen.Head.Number - lowest > _mostBehind ? seen with { IsOwn = await HasAsync(seen, cancellationToken) } : seen));
        foreach (var (index, state) in _judge.Judge(heads))
        {
            _endpoints[index].NoteStanding(state);
        }
    }

    /// <summary>Asks one endpoint for its head. Null when it does not answer with one; the failure is recorded.</summary>
    private async Task<ObservedHead?> FindHeadAsync(int index, CancellationToken cancellationToken)
    {
        var head = await TryAsync<ChainBlock>(
            index, async (session, limited) => (await session.ReadLatestAsync(limited)).Block, cancellationToken);
        return head is null ? null : new ObservedHead(index, head, IsOwn: true);
    }

    private async Task<bool> HasAsync(ObservedHead seen, CancellationToken cancellationToken) =>
        await TryAsync(seen.Endpoint, (session, limited) => session.FindBlockAsync(seen.Head.Number, limited), cancellationToken) == seen.Head;

    private async Task<T?> TryAsync<T>(
        int index, Func<ChainSession, CancellationToken, ValueTask<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_patience);
        try
        {
            return await ask(await _open(index, limited.Token), limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _endpoints[index].NoteFailure(EndpointState.Silent);
        }
        catch (RpcErrorException)
        {
            _endpoints[index].NoteError();
        }
        catch (FaultException problem) when (ChainOutages.Includes(problem))
        {
            _endpoints[index].NoteFailure(StateBy(problem.Fault) ?? EndpointState.Silent);
        }

        return null;
    }
}
