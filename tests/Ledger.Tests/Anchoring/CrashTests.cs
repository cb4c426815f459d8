using Ledger.Anchoring;
using Ledger.Tests.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Anchoring;

/// <summary>
/// In one scenario, a log with statuses grows twice. Each run fails one call to the chain or the store: before or after it takes effect, and the
/// process dies or survives. The end state is always the same.
/// </summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, false, true)]
    [InlineData(0, true, false)]
    [InlineData(0, true, true)]
    [InlineData(3, false, false)]
    [InlineData(3, false, true)]
    [InlineData(3, true, false)]
    [InlineData(3, true, true)]
    public async Task Reconcile_AnyOneCallFails_NothingIsMissingOrRepeated(int depth, bool after, bool dies)
    {
        var calls = 0;
        while (await RunAsync(depth, after, dies, calls))
        {
            calls++;
        }

        Assert.InRange(calls, 60, 2000); // Fewer calls mean that the scenario did nothing.
    }

    /// <returns>False if the scenario ended before the failing call.</returns>
    private static async Task<bool> RunAsync(int depth, bool after, bool dies, int failing)
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = depth });
        var wire = new Tripwire((_, before) => before == failing, after, () => ChainOutages.Create("lost"));
        bench.Restart(wire);

        var first = await bench.Log.AddAsync(3);
        await bench.Log.ChangeAsync(first[0], EntryStatus.Suspended);
        await bench.Log.ChangeAsync(first[1], EntryStatus.Revoked);
        await SettleAsync(bench, dies);
        await bench.Log.AddAsync(2);
        await bench.Log.ChangeAsync(first[0], EntryStatus.Active);
        await SettleAsync(bench, dies);

        Assert.Equal([(0, 5), (5, 8)], bench.Chain.Anchors.Select(anchor => (anchor.OldSize, anchor.NewSize)));
        Assert.Equal(bench.Log.Head.Root, bench.Chain.State.Heads[^1].Root);
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.All(bench.Store.Anchors, anchor => Assert.True(anchor.IsFinal));
        Assert.Equal(3, bench.Chain.State.Sequence);
        Assert.Equal([EntryStatus.Active, EntryStatus.Revoked, EntryStatus.Active], first.Select(id => bench.Chain.State.StatusOf(id.ToChainId())));
        Assert.Equal((4, 4, 0), (bench.Chain.Mined, bench.Chain.State.Nonce, bench.Chain.Reverted));
        Assert.Equal(8, bench.Store.Mark);
        Assert.Null(bench.Store.Outgoing);
        Assert.Null(bench.Worker.State.Fault);
        return wire.HasFailed;
    }

    private static async Task SettleAsync(WorkerBench bench, bool dies)
    {
        for (var i = 0; i < 14; i++)
        {
            try
            {
                await bench.ReconcileAsync();
            }
            catch (FaultException outage) when (ChainOutages.Includes(outage))
            {
                if (dies)
                {
                    bench.Restart();
                }
            }

            bench.Chain.Mine();
        }
    }
}
