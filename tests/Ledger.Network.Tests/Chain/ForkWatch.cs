using System.Collections.Concurrent;

namespace Ledger.Network.Tests.Chain;

/// <summary>
/// Polls the newest blocks of all nodes and stores what each showed. A height with two different blocks is a fork. A node that
/// shows another block than before at a height was reorganised.
/// </summary>
internal sealed class ForkWatch : IAsyncDisposable
{
    private const int Back = 6; // The number of blocks below the newest one that a poll reads again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly ChainNetwork _network;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, ConcurrentDictionary<string, bool>> _shown = new();
    private readonly ConcurrentDictionary<int, int> _deepest = new();
    private readonly Task _watching;
    private int _reorganisations;

    public ForkWatch(ChainNetwork network)
    {
        _network = network;
        _watching = Task.WhenAll(network.Nodes.Select(WatchAsync));
    }

    /// <summary>The number of heights with more than one block.</summary>
    public int Forks => _shown.Values.Count(blocks => blocks.Count > 1);

    /// <summary>The number of times that a node replaced blocks it had shown.</summary>
    public int Reorganisations => _reorganisations;

    /// <summary>The largest number of blocks that a node replaced at once.</summary>
    public int Deepest => _deepest.Values.DefaultIfEmpty().Max();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(ChainNode node)
    {
        using var timer = new PeriodicTimer(Pause);
        var seen = new Dictionary<long, string>();
        try
        {
            do
            {
                await PollAsync(node, seen);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The watch was stopped.
        }
    }

    private async Task PollAsync(ChainNode node, Dictionary<long, string> seen)
    {
        var block = await node.FindHeadAsync();
        var (replaced, depth) = (0, 0);
        while (block is not null && depth++ < Back && (!seen.TryGetValue(block.Number, out var before) || before != block.Hash))
        {
            replaced += before is null ? 0 : 1;
            seen[block.Number] = block.Hash;
            _shown.GetOrAdd(block.Number, _ => new()).TryAdd(block.Hash, true);
            block = block.Number == 0 ? null : await node.FindBlockAsync(block.Number - 1);
        }

        if (replaced > 0)
        {
            Interlocked.Increment(ref _reorganisations);
            _deepest.AddOrUpdate(node.Index, replaced, (_, most) => Math.Max(most, replaced));
        }
    }
}
