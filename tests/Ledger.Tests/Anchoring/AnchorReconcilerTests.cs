using Ledger.Anchoring;
using Ledger.Tests.Statuses;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

public sealed class AnchorReconcilerTests
{
    [Fact]
    public async Task Reconcile_GrowingLog_AnchorsEachHeadOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();
        foreach (var records in new[] { 1, 4, 300, 2 })
        {
            await bench.Log.AddAsync(records);
            await bench.ReconcileAndMineAsync(3);
        }

        Assert.Equal([(0, 1), (1, 5), (5, 305), (305, 307)], bench.Chain.Anchors.Select(anchor => (anchor.OldSize, anchor.NewSize)));
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.Equal(bench.Log.Head.Root, bench.Chain.State.Heads[^1].Root);
        Assert.Equal(4, bench.Chain.Mined);
    }

    [Fact]
    public async Task Reconcile_EmptyLog_SendsNothing()
    {
        await using var bench = await WorkerBench.OpenAsync();

        await bench.ReconcileAndMineAsync(3);

        Assert.Empty(bench.Chain.Sent);
    }

    [Fact]
    public async Task Reconcile_Anchor_IsStoredWithACheckpointOfItsSize()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync();
        await bench.Log.AddAsync(5);
        await bench.ReconcileAndMineAsync(2);

        Assert.All(bench.Store.Anchors, anchor =>
        {
            Assert.True(SignedNote.TryParse(anchor.Checkpoint, out var note));
            Assert.True(Checkpoint.TryParse(note.Text, out var checkpoint));
            Assert.Equal((bench.Log.Department.Origin, anchor.Facts.NewSize, anchor.Facts.Root), (checkpoint.Origin, checkpoint.Size, checkpoint.Root));
        });
    }

    [Fact]
    public async Task Level_Entry_RisesStepByStep()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 2 }, records: 1);

        Assert.Equal(ProofLevel.L0, await bench.LevelAsync(0));
        await bench.ReconcileAsync();
        Assert.Equal(ProofLevel.L1, await bench.LevelAsync(0));
        bench.Chain.Mine();
        await bench.ReconcileAsync();
        Assert.Equal(ProofLevel.L2, await bench.LevelAsync(0));
        bench.Chain.Mine();
        await bench.ReconcileAsync();
        Assert.Equal(ProofLevel.L2, await bench.LevelAsync(0));
        bench.Chain.Mine();
        await bench.ReconcileAsync();
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
        Assert.Equal(ProofLevel.L0, await bench.LevelAsync(1));
    }

    [Fact]
    public async Task Level_ChainWithoutAFinalBlock_IsNeverFinal()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 100 }, records: 1);

        await bench.ReconcileAndMineAsync(5);

        Assert.Equal(ProofLevel.L2, await bench.LevelAsync(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Level_ReorganisationRemovesTheBlock_FallsAndRisesAgain(bool returnTransactions)
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 3 }, records: 2);
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal(ProofLevel.L2, await bench.LevelAsync(0));

        bench.Chain.Reorganise(2, returnTransactions);
        await bench.ReconcileAsync();
        Assert.Equal(ProofLevel.L1, await bench.LevelAsync(0));
        await bench.ReconcileAndMineAsync(6);

        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.Equal([2], bench.Chain.State.Heads.Select(head => head.Size));
    }

    [Fact]
    public async Task Reconcile_ReorganisationMovesAnchorsToEarlierBlocks_KeepsEachOfThem()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 10 });
        bench.Chain.Mine();
        bench.Chain.Mine();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await bench.Log.AddAsync(1);
            await bench.ReconcileAndMineAsync();
        }

        await bench.ReconcileAsync();
        Assert.Equal([3, 4], bench.Store.Anchors.Select(anchor => anchor.Facts.Block.Number));
        bench.Chain.RollBack(3);
        bench.Chain.MineForeignHead(1, await bench.Log.Log.Tree.RootAtAsync(1, TestContext.Current.CancellationToken));
        bench.Chain.MineForeignHead(2, bench.Log.Head.Root);
        await bench.ReconcileAsync();

        Assert.Equal([(1, 2), (2, 3)], bench.Store.Anchors.Select(anchor => (anchor.Facts.NewSize, anchor.Facts.Block.Number)));
    }

    [Fact]
    public async Task Reconcile_DevelopmentChainLostBlocks_AnchorsAgain()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        await bench.ReconcileAndMineAsync(2);
        await bench.Log.AddAsync(1);
        await bench.ReconcileAndMineAsync(2);
        Assert.All(bench.Store.Anchors, anchor => Assert.True(anchor.IsFinal));

        bench.Chain.RollBack(bench.Chain.Height - 2);
        Assert.Equal([1], bench.Chain.State.Heads.Select(head => head.Size));
        bench.Restart();
        await bench.ReconcileAsync();
        Assert.Equal([1], bench.Store.Anchors.Select(anchor => anchor.Facts.NewSize));
        await bench.ReconcileAndMineAsync(2);

        Assert.Equal([1, 2], bench.Store.Anchors.Select(anchor => anchor.Facts.NewSize));
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
    }

    [Fact]
    public async Task Reconcile_FinalBlockIsUndone_AlarmsUntilAllIsFinalAgain()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 2 }, records: 2);
        await bench.ReconcileAndMineAsync(5);
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));

        bench.Chain.Reorganise(5, returnTransactions: false);
        await bench.ReconcileAsync();

        Assert.Equal(AnchoringFaults.FinalUndone, bench.Worker.State.Fault);
        Assert.Equal(ProofLevel.L1, await bench.LevelAsync(0));
        bench.Chain.Mine();
        await bench.ReconcileAsync();
        Assert.Equal((ProofLevel.L2, AnchoringFaults.FinalUndone), (await bench.LevelAsync(0), bench.Worker.State.Fault));
        await bench.ReconcileAndMineAsync(4);
        Assert.Equal((ProofLevel.L3, null), (await bench.LevelAsync(0), bench.Worker.State.Fault));
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
    }

    [Fact]
    public async Task Reconcile_SeveralFinalAnchorsAreUndone_RemovesOrRereadsEach()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAndMineAsync(2);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await bench.Log.AddAsync(1);
            await bench.ReconcileAndMineAsync(2);
        }

        Assert.Equal([1, 2, 3], bench.Store.Anchors.Select(anchor => anchor.Facts.NewSize));
        var first = bench.Chain.Anchors[0].Block.Number;
        bench.Chain.RollBack(bench.Chain.Height - (int)first + 1);
        bench.Chain.Mine();
        bench.Chain.MineForeignHead(1, await bench.Log.Log.Tree.RootAtAsync(1, TestContext.Current.CancellationToken));
        bench.Restart();
        await bench.ReconcileAsync();

        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.Equal(AnchoringFaults.FinalUndone, bench.Worker.State.Fault);
        await bench.ReconcileAndMineAsync(3);
        Assert.Equal([1, 3], bench.Store.Anchors.Select(anchor => anchor.Facts.NewSize));
        Assert.Null(bench.Worker.State.Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reconcile_EndpointLags_RemovesAndSendsNothingForAWhile(bool restarted)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        await bench.ReconcileAndMineAsync(3);
        bench.BehindPatience = TimeSpan.FromMinutes(1);
        bench.Restart();
        await bench.ReconcileAsync();
        if (restarted)
        {
            bench.Restart();
        }

        var sent = bench.Chain.Sent.Count;
        bench.Chain.RollBack(bench.Chain.Height);
        await bench.ReconcileAsync();

        Assert.Equal(AnchoringFaults.ChainBehind, bench.Worker.State.Fault);
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
        Assert.Equal(sent, bench.Chain.Sent.Count);
        bench.Log.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ReconcileAndMineAsync(3);
        Assert.Equal(sent + 1, bench.Chain.Sent.Count);
        Assert.Equal(bench.Chain.Anchors, bench.Store.Anchors.Select(anchor => anchor.Facts));
        Assert.Null(bench.Worker.State.Fault);
    }

    [Fact]
    public async Task Reconcile_FinalityModeIsWrong_DoesNothingUntilItIsCorrected()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { MinesAtOnce = true, WrongFinality = AnchoringFaults.FinalityWrong }, records: 1);

        await bench.ReconcileAndMineAsync(2);
        Assert.Equal(AnchoringFaults.FinalityWrong, bench.Worker.State.Fault);
        Assert.Empty(bench.Chain.Sent);
        bench.Chain.WrongFinality = null;
        await bench.ReconcileAndMineAsync(2);

        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task TryReconcile_ChainIsUnusable_ShowsItsFault()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.Outage = new FaultException(AnchoringFaults.ContractsMissing, "no code");

        Assert.False(await bench.Worker.TryReconcileAsync(TestContext.Current.CancellationToken));

        Assert.Equal(AnchoringFaults.ContractsMissing, bench.Worker.State.Fault);
        bench.Chain.Outage = null;
        await bench.ReconcileAndMineAsync(2);
        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_StoreWasLost_ReadsTheChainAgain()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(2);
        await bench.Log.AddAsync(3);
        await bench.ReconcileAndMineAsync(2);
        await using var other = await WorkerBench.OpenAsync();
        var empty = new MemoryAnchorStore();
        var worker = new Ledger.Statuses.ChainWorker(
            bench.Log.Log, bench.Chain, empty,
            new OperatorSender(
                bench.Chain, empty, new FakeKey(), bench.Log.Clock, WorkerBench.Patience,
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance),
            bench.Moves, bench.Log.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Ledger.Statuses.ChainWorker>.Instance);

        await worker.ReconcileAsync(TestContext.Current.CancellationToken);

        Assert.Equal(bench.Store.Anchors, empty.Anchors);
        Assert.Equal(2, bench.Chain.Mined);
    }

    [Fact]
    public async Task Reconcile_NothingNew_WritesNothing()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 50 }, records: 3);
        await bench.ReconcileAndMineAsync(3);
        var saves = bench.Store.Saves;

        await bench.ReconcileAndMineAsync(5);

        Assert.Equal(saves, bench.Store.Saves);
    }

    [Fact]
    public async Task Reconcile_ChainIsAheadOfOurLog_StopsTheWriter()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.MineForeignHead(8, Digest.Sha256([8]));

        await bench.ReconcileAsync();

        Assert.Equal(AnchoringFaults.BehindChain, bench.Worker.State.Fault);
        Assert.Equal(8, bench.Worker.State.AnchoredSize);
        Assert.Equal(LogFaults.BehindChain, bench.Log.Log.Sequencer.State.Fault);
        Assert.Empty(bench.Chain.Sent);
        Assert.Empty(bench.Store.Anchors);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Log.AddAsync(1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reconcile_OtherRootAtAnAnchoredSize_FreezesTheLog(int size)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.MineForeignHead(size, Digest.Sha256([9]));

        await bench.ReconcileAsync();

        Assert.Equal(AnchoringFaults.RootDiffers, bench.Worker.State.Fault);
        Assert.Equal(LogFaults.Frozen, bench.Log.Log.Sequencer.State.Fault);
        Assert.Empty(bench.Chain.Sent);
        Assert.Empty(bench.Store.Anchors);
    }

    [Fact]
    public async Task Reconcile_ReorganisationPutsAnotherRootInPlaceOfOurs_FreezesTheLog()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 10 }, records: 2);
        await bench.ReconcileAndMineAsync(2);
        bench.Chain.RollBack(2);
        bench.Chain.MineForeignHead(2, Digest.Sha256([9]));

        await bench.ReconcileAsync();

        Assert.Equal(LogFaults.Frozen, bench.Log.Log.Sequencer.State.Fault);
        Assert.DoesNotContain(bench.Store.Anchors, anchor => anchor.Facts.Root == Digest.Sha256([9]));
    }

    [Fact]
    public async Task Reconcile_SomebodyElseAnchoredOurHead_StoresItAndDoesNotRepeatIt()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.MineForeignHead(3, bench.Log.Head.Root);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(2));
        Assert.Empty(bench.Chain.Sent);
    }
}
