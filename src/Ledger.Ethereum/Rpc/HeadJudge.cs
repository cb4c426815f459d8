using Ledger.Log;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Decides from the heads of several endpoints which are behind and which claim too much. It remembers the height of the chain some time ago, so it
/// also notices an endpoint that stays a little behind. Not thread-safe.
/// </summary>
internal sealed class HeadJudge(int mostBehind, TimeSpan longestBehind, TimeProvider clock)
{
    private readonly Queue<(long Height, DateTimeOffset At)> _heights = new();
    private long _required; // the height that was reached longer ago than an endpoint may be behind

    public IReadOnlyDictionary<int, EndpointState> Judge(IReadOnlyList<ObservedHead> heads)
    {
        var states = heads.Where(seen => !seen.IsOwn).ToDictionary(seen => seen.Endpoint, _ => EndpointState.Unconfirmed);
        var rest = heads.Where(seen => seen.IsOwn).OrderByDescending(seen => seen.Head.Number).ToList();
        while (rest.Count >= 3 && rest[0].Head.Number - rest[1].Head.Number > mostBehind && rest[1].Head.Number - rest[2].Head.Number <= mostBehind)
        {
            states[rest[0].Endpoint] = EndpointState.Unconfirmed; // two others agree, and neither has this block
            rest.RemoveAt(0);
        }

        if (rest.Count > 0)
        {
            var best = rest[0].Head.Number;
            Remember(best);
            foreach (var seen in rest)
            {
                var isBehind = best - seen.Head.Number > mostBehind || seen.Head.Number < _required;
                states[seen.Endpoint] = isBehind ? EndpointState.Behind : EndpointState.Up;
            }
        }

        return states;
    }

    private void Remember(long best)
    {
        var now = clock.GetUtcNow();
        _heights.Enqueue((best, now));
        while (_heights.Count > 0 && Elapsed.Since(_heights.Peek().At, clock) >= longestBehind)
        {
            _required = Math.Max(_required, _heights.Dequeue().Height);
        }

        if (best < _required)
        {
            // The whole chain is lower than before: a reset, which is detected elsewhere.
            _heights.Clear();
            _required = 0;
        }
    }
}
