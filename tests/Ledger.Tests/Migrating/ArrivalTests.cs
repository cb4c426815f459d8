using Ledger.Anchoring;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Migrating;

/// <summary>A department on a new chain is refused until it has logged its migration to that chain.</summary>
public sealed class ArrivalTests
{
    private const long Old = 31337;
    private const long Next = 31338;

    private static FakeChain NextChain() => new() { MinesAtOnce = true, ChainId = Next };

    [Fact]
    public async Task Reconcile_NewChainWithoutMigration_ChangesNothingAndReportsIt()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(3);
        var kept = bench.Store.Anchors.ToList();
        var stranger = NextChain();
        bench.Move(stranger);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(AnchoringFaults.NotMoved, bench.Worker.State.Fault);
        Assert.Null(bench.Worker.Source);
        Assert.Empty(stranger.Sent);
        Assert.Equal(kept, bench.Store.Anchors);
        Assert.Equal(Old, bench.Store.Binding?.Chain.ChainId);
    }

    [Fact]
    public async Task Reconcile_BackOnTheLeftChain_IsRefused()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        var old = bench.Chain;
        await bench.ReconcileAndMineAsync(3);
        await bench.LogMoveAsync(Next);
        bench.Move(NextChain());
        await bench.ReconcileAndMineAsync(4);

        bench.Move(old);
        await bench.ReconcileAndMineAsync(2);

        Assert.Equal(AnchoringFaults.NotMoved, bench.Worker.State.Fault);
    }

    [Fact]
    public async Task Reconcile_AfterAMigration_StartsWithTheHeadThatEndsWithIt()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(2);
        await bench.Log.AddAsync(2);
        await bench.ReconcileAndMineAsync(3);
        var left = bench.Chain.Anchors;
        var move = await bench.LogMoveAsync(Next);
        await bench.Log.AddAsync(4); // Issuing continued before the new chain was reached.
        var next = NextChain();
        bench.Move(next);

        await bench.ReconcileAndMineAsync(5);

        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal([(0, 6), (6, 10)], next.Anchors.Select(anchor => (anchor.OldSize, anchor.NewSize)));
        Assert.Equal((move.Checkpoint.Size, move.Checkpoint.Root), (next.Anchors[0].NewSize, next.Anchors[0].Root));
        Assert.Equal([.. left, .. next.Anchors], bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.Equal(Old, (await bench.Store.FindCoveringAsync(4, TestContext.Current.CancellationToken))?.LeftOn?.ChainId);
        Assert.Null((await bench.Store.FindCoveringAsync(5, TestContext.Current.CancellationToken))?.LeftOn);
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
    }

    [Fact]
    public async Task Reconcile_AfterAMigrationWithAnEmptyStore_TakesTheLeftAnchorsFromTheRecord()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(3);
        var left = bench.Chain.Anchors;
        await bench.LogMoveAsync(Next);
        await bench.Store.RemoveAsync(3, TestContext.Current.CancellationToken);
        bench.Move(NextChain());

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(left, bench.Store.Anchors.Where(anchor => anchor.Facts.NewSize <= 3).Select(anchor => anchor.Facts));
        Assert.All(bench.Store.Anchors, anchor => Assert.True(anchor.IsFinal));
    }

    [Fact]
    public async Task Reconcile_AfterAMigration_SendsStatusesOfThatTimeFirstAndNewerOnesAfter()
    {
        await using var bench = await WorkerBench.OpenAsync();
        var ids = await bench.Log.AddAsync(3);
        await bench.Log.ChangeAsync(ids[0], EntryStatus.Revoked);
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Suspended);
        await bench.ReconcileAndMineAsync(5);
        await bench.LogMoveAsync(Next);
        await bench.Log.ChangeAsync(ids[1], EntryStatus.Active); // Reinstated before the new chain was first reached.
        var next = NextChain();
        bench.Move(next);

        await bench.ReconcileAndMineAsync(8);

        // The suspension must be on the new chain, too. Otherwise this chain would not show the reinstatement.
        Assert.Equal(3, next.State.Sequence);
        Assert.Equal((EntryStatus.Revoked, EntryStatus.Active), (next.State.StatusOf(ids[0].ToChainId()), next.State.StatusOf(ids[1].ToChainId())));
        Assert.IsType<StatusCall>(next.Sent[0]);
        Assert.Equal(bench.Log.Head.Size, next.State.Size);
        Assert.Equal(0, bench.Worker.State.PendingStatuses);
    }

    [Fact]
    public async Task Reconcile_RecordOfAnotherLog_IsNotAMigration()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await using var other = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(3);
        await other.ReconcileAndMineAsync(3);
        bench.Moves.Files.Add(await other.LogMoveAsync(Next));
        bench.Move(NextChain());

        await bench.ReconcileAndMineAsync(2);

        Assert.Equal(AnchoringFaults.NotMoved, bench.Worker.State.Fault);
        Assert.Equal(Old, bench.Store.Binding?.Chain.ChainId);
    }

    [Fact]
    public async Task Log_SameRecordTwice_GivesOneEntryAndOneFile()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(3);

        var first = await bench.LogMoveAsync(Next);
        await bench.Log.AddAsync(2);
        var second = await bench.LogMoveAsync(Next, first.Record);

        Assert.Equal(first.ToBytes(), second.ToBytes());
        Assert.Equal(6, bench.Log.Head.Size);
        Assert.Equal(EntryKind.Migration, (await bench.Log.Log.Store.FindAsync(3, TestContext.Current.CancellationToken))?.Kind);
        Assert.Equal(Digest.Sha256(first.Record.WriteHeader()), first.Record.Hash);
    }
}
