using System.Collections.Concurrent;

namespace Ledger.Network.Tests.Chain;

/// <summary>
/// Looks at the newest blocks of all nodes all the time and remembers what each showed: heights at which two blocks were ever shown are
/// forks, and a node that shows another block where it showed one before was reorganised.
/// </summary>
internal sealed class ForkWatch : IAsyncDisposable
{
    private const int Back = 6; // How deep below its newest block a node is looked at again.
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

    /// <summary>At how many heights more than one block was shown.</summary>
    public int Forks => _shown.Values.Count(blocks => blocks.Count > 1);

    /// <summary>How often a node gave up blocks it had shown.</summary>
    public int Reorganisations => _reorganisations;

    /// <summary>The most blocks that a node gave up at once.</summary>
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
                await LookAsync(node, seen);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Watched long enough.
        }
    }

    private async Task LookAsync(ChainNode node, Dictionary<long, string> seen)
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
