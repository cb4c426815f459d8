using Ledger.Anchoring;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Statuses;

public sealed class StatusPublisherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Publish_FinalBlockWithTheStatusIsUndone_PublishesItAgain(int depth)
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = depth });
        var records = await bench.Log.AddAsync(1);
        await bench.ReconcileAndMineAsync(depth + 3);
        await bench.Log.ChangeAsync(records[0], EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(depth + 1);
        await bench.ReconcileAsync();
        Assert.Equal(2, bench.Store.Mark);

        bench.Chain.Reorganise(depth + 1, returnTransactions: false);
        Assert.Equal(EntryStatus.Active, bench.Chain.State.StatusOf(records[0].ToChainId()));
        await bench.ReconcileAsync();
        Assert.Equal(AnchoringFaults.FinalUndone, bench.Worker.State.Fault);
        bench.Log.Clock.Advance(2 * WorkerBench.Patience); // The pending anchor follows the lost transaction, and is given up.
        await bench.ReconcileAndMineAsync(depth + 6);

        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(records[0].ToChainId()));
        Assert.Equal(2, bench.Store.Mark);
        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
    }

    [Fact]
    public async Task Reconcile_StatusesInTheLog_AreOnChain()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(4);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Suspended);
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Revoked);
        await bench.Log.ChangeAsync(ids[2], EntryStatus.Superseded, ids[3]);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal([EntryStatus.Suspended, EntryStatus.Revoked, EntryStatus.Superseded, EntryStatus.Active], ids.Select(id => bench.Chain.State.StatusOf(id.ToChainId())));
        Assert.Equal(ids[3].ToChainId(), bench.Chain.State.Statuses[ids[2].ToChainId()].Successor);
        Assert.Equal(3, bench.Chain.State.Sequence);
        Assert.Equal(7, bench.Store.Mark);
        Assert.Equal(0, bench.Worker.State.PendingStatuses);
    }

    [Fact]
    public async Task Reconcile_ChangedTwiceDuringAnOutage_IsSentOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(2);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Suspended);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Active);
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Suspended);
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Revoked);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(1, bench.Chain.State.Sequence);
        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(ids[1].ToChainId()));
    }

    [Fact]
    public async Task Reconcile_Reinstated_IsActiveOnChain()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var id = Assert.Single(await bench.Log.AddAsync(1));
        await bench.Log.ChangeAsync(id, EntryStatus.Suspended);
        await bench.ReconcileAndMineAsync(3);

        await bench.Log.ChangeAsync(id, EntryStatus.Active);
        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(EntryStatus.Active, bench.Chain.State.StatusOf(id.ToChainId()));
        Assert.Equal(2, bench.Chain.State.Sequence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Reconcile_MoreThanOneTransactionHolds_SendsAll(int depth)
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = depth });
        var ids = await bench.Log.AddAsync(450);
        await Task.WhenAll(ids.Select(id => bench.Log.ChangeAsync(id, EntryStatus.Revoked)));

        await bench.ReconcileAndMineAsync(10);

        Assert.All(ids, id => Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(id.ToChainId())));
        Assert.Equal([200, 200, 50], bench.Chain.Sent.OfType<StatusCall>().Select(call => call.Items.Length));
        await bench.ReconcileAndMineAsync(depth + 1);
        Assert.Equal(900, bench.Store.Mark);
    }

    [Fact]
    public async Task Reconcile_SameRecordFarApartInTheLog_IsSentOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(300);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Suspended);
        foreach (var id in ids[1..200])
        {
            await bench.Log.ChangeAsync(id, EntryStatus.Suspended);
            await bench.Log.ChangeAsync(id, EntryStatus.Active);
        }

        await bench.Log.ChangeAsync(ids[0], EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(4);

        Assert.Equal(1, bench.Chain.State.Sequence);
        Assert.Equal(0, bench.Chain.Reverted);
        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(ids[0].ToChainId()));
    }

    [Fact]
    public async Task Reconcile_NotFinalYet_KeepsTheMarkAndSendsNothingTwice()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 3 });
        var id = Assert.Single(await bench.Log.AddAsync(1));
        await bench.Log.ChangeAsync(id, EntryStatus.Revoked);

        await bench.ReconcileAndMineAsync(3);
        Assert.Equal(0, bench.Store.Mark);
        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(2, bench.Store.Mark);
        Assert.Equal(1, bench.Chain.State.Sequence);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reconcile_ReorganisationRemovesAStatus_SendsItAgain(bool returnTransactions)
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 3 });
        var id = Assert.Single(await bench.Log.AddAsync(1));
        await bench.Log.ChangeAsync(id, EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(id.ToChainId()));

        bench.Chain.Reorganise(2, returnTransactions);
        Assert.Equal(EntryStatus.Active, bench.Chain.State.StatusOf(id.ToChainId()));
        bench.Log.Clock.Advance(2 * WorkerBench.Patience); // The anchor after it waits for a nonce that is now missing.
        await bench.ReconcileAndMineAsync(8);

        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(id.ToChainId()));
        Assert.Equal(1, bench.Chain.State.Sequence);
        Assert.Equal(2, bench.Store.Mark);
    }

    [Fact]
    public async Task Reconcile_NodesWithoutOldState_StillPublish()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 2, KeepsOldState = false });
        var ids = await bench.Log.AddAsync(250);
        await Task.WhenAll(ids.Select(id => bench.Log.ChangeAsync(id, EntryStatus.Revoked)));

        await bench.ReconcileAndMineAsync(10);

        Assert.Equal(250, bench.Chain.State.Sequence);
        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(500, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_ForeignFinalStatusOnChain_IsAFaultAndDelaysNothingElse()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(2);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Suspended);
        bench.Chain.MineForeign(state => state with { Statuses = state.Statuses.Add(ids[0].ToChainId(), (EntryStatus.Revoked, default)) });
        await bench.ReconcileAndMineAsync();
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Revoked);

        await bench.ReconcileAndMineAsync(4);

        Assert.Equal(AnchoringFaults.StatusDiffers, bench.Worker.State.Fault);
        Assert.Equal(EntryStatus.Revoked, bench.Chain.State.StatusOf(ids[1].ToChainId()));
        Assert.Equal(4, bench.Chain.State.Size);
        Assert.Equal(0, bench.Store.Mark);
        bench.Restart();
        await bench.ReconcileAndMineAsync();
        Assert.Equal(AnchoringFaults.StatusDiffers, bench.Worker.State.Fault);
    }

    [Fact]
    public async Task Reconcile_LogAgreesWithTheChainAgain_ClearsTheFault()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var id = Assert.Single(await bench.Log.AddAsync(1));
        await bench.Log.ChangeAsync(id, EntryStatus.Suspended);
        bench.Chain.MineForeign(state => state with { Statuses = state.Statuses.Add(id.ToChainId(), (EntryStatus.Revoked, default)) });
        await bench.ReconcileAndMineAsync(2);

        await bench.Log.ChangeAsync(id, EntryStatus.Revoked);
        await bench.ReconcileAndMineAsync(2);

        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(3, bench.Store.Mark);
    }

    [Fact]
    public async Task Reconcile_EndlessStatuses_DoNotDelayAnchors()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain());
        var ids = await bench.Log.AddAsync(10);

        foreach (var id in ids)
        {
            await bench.Log.ChangeAsync(id, EntryStatus.Revoked);
            await bench.ReconcileAndMineAsync();
        }

        Assert.True(bench.Chain.State.Heads.Count >= 4, $"{bench.Chain.State.Heads.Count} heads");
        Assert.True(bench.Chain.State.Sequence >= 4, $"{bench.Chain.State.Sequence} statuses");
    }

    [Fact]
    public async Task Reconcile_StatusesAndHeadWait_SendsStatusesFirst()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var id = Assert.Single(await bench.Log.AddAsync(1));
        await bench.Log.ChangeAsync(id, EntryStatus.Revoked);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal([typeof(StatusCall), typeof(AnchorCall)], bench.Chain.Sent.Select(call => call.GetType()));
    }
}
