using Ledger.Anchoring;
using Ledger.Store.Contract;
using Ledger.Tests.Statuses;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Anchoring;

public sealed class OperatorSenderTests
{
    [Fact]
    public async Task Reconcile_AnswerToASendWasLost_ChecksTheOutcomeFirst()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { MinesAtOnce = true }, records: 1);
        bench.Restart(LosingTheFirst(nameof(IAnchorChain.SendAsync), after: true));

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, bench.ReconcileAsync);
        Assert.NotNull(bench.Store.Outgoing);
        await bench.ReconcileAsync();

        Assert.Equal(1, bench.Chain.Arrivals);
        Assert.Null(bench.Store.Outgoing);
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
    }

    [Fact]
    public async Task Reconcile_NodesDroppedTheTransaction_SendsTheSameBytesAgain()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        var first = bench.Store.Outgoing!;
        bench.Chain.DropPool();

        await bench.ReconcileAsync();

        Assert.Equal(1, bench.Chain.InPool);
        Assert.Equal(first, bench.Store.Outgoing);
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal(1, bench.Chain.Mined);
    }

    [Fact]
    public async Task Reconcile_SentWhileTheClockWasAYearAhead_IsReplacedWithoutWaitingAYear()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Log.Clock.Advance(TimeSpan.FromDays(365));
        await bench.ReconcileAsync();
        Assert.Single(bench.Store.Outgoing!.Attempts);

        bench.Log.Clock.AdjustTime(bench.Log.Clock.GetUtcNow() - TimeSpan.FromDays(365));
        await bench.ReconcileAsync();

        Assert.Equal(2, bench.Store.Outgoing!.Attempts.Length);
    }

    [Fact]
    public async Task Reconcile_WaitedTooLong_ReplacesItForAHigherPrice()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Log.Clock.Advance(WorkerBench.Patience);
        await bench.ReconcileAsync();
        Assert.Single(bench.Store.Outgoing!.Attempts);

        bench.Log.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.ReconcileAsync();

        Assert.Equal(2, bench.Store.Outgoing!.Attempts.Length);
        Assert.All(bench.Store.Outgoing.Attempts, attempt => Assert.Equal(0, attempt.Nonce));
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal((1, 0), (bench.Chain.Mined, bench.Chain.Reverted));
        Assert.Null(bench.Store.Outgoing);
    }

    [Fact]
    public async Task Reconcile_EarlierAttemptWasMined_SendsNothingMore()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        var first = bench.Store.Outgoing!.Attempts[0];
        await bench.ReconcileAsync();
        bench.Chain.DropPool();
        await bench.Chain.SendAsync(first, TestContext.Current.CancellationToken);
        bench.Chain.Mine();

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(first.Hash, Assert.Single(bench.Chain.Anchors).Transaction);
        Assert.Equal(1, bench.Chain.Mined);
        Assert.Null(bench.Store.Outgoing);
    }

    [Fact]
    public async Task Reconcile_ChainMakesNoBlocksForADay_LimitsThePrice()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        for (var i = 0; i < 24 * 60; i++)
        {
            await bench.ReconcileAsync();
            bench.Log.Clock.Advance(WorkerBench.Patience + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(12, bench.Store.Outgoing!.Attempts.Length);
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_LogGrewWhileTheTransactionWaited_ReplacesItWithTheNewHead()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        await bench.Log.AddAsync(4);
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal([5], bench.Chain.State.Heads.Select(head => head.Size));
    }

    [Fact]
    public async Task Reconcile_NonceWasUsedElsewhere_UsesTheNext()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Chain.DropPool();
        bench.Chain.MineForeign(state => state with { Nonce = state.Nonce + 1 });

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(1, bench.Chain.State.Size);
        Assert.Equal(2, bench.Chain.State.Nonce);
        Assert.Null(bench.Store.Outgoing);
    }

    [Fact]
    public async Task Reconcile_ReorganisationRemovedThePreviousTransaction_StartsOverAfterAWhile()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain { Depth = 20 }, records: 1);
        await bench.ReconcileAndMineAsync(2);
        await bench.Log.AddAsync(1);
        await bench.ReconcileAsync();
        Assert.Equal(1, bench.Store.Outgoing!.Nonce);

        bench.Chain.Reorganise(2, returnTransactions: false);
        await bench.ReconcileAndMineAsync(3);
        Assert.Equal(0, bench.Chain.State.Size);
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        await bench.ReconcileAndMineAsync(5);

        Assert.Equal(2, bench.Chain.State.Size);
        Assert.Null(bench.Store.Outgoing);
    }

    [Fact]
    public async Task Reconcile_EstimateReverts_KeepsNoOutgoingTransaction()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Restart(new Tripwire(
            (name, _) => name == nameof(IAnchorChain.SignAsync), after: false, () => new CallRevertedException("NotAnActiveOperator", "refused")));

        await Assert.ThrowsAsync<CallRevertedException>(bench.ReconcileAsync);
        Assert.Null(bench.Store.Outgoing);
        await bench.ReconcileAndMineAsync(2);

        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_ResendFails_StillChecksThePendingTransaction()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Chain.MineForeignHead(1, bench.Log.Head.Root);
        bench.Restart(LosingTheFirst(nameof(IAnchorChain.SendAsync), after: false));
        bench.Chain.MineForeign(state => state with { Nonce = 0 });

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, bench.ReconcileAsync);

        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(0));
    }

    [Fact]
    public async Task Reconcile_ReplacementIsUnderpriced_RaisesThePriceAtTheNextRun()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        bench.Chain.SendRefusal = new UnderpricedException(isReplacement: true, "replacement transaction underpriced");
        await bench.ReconcileAsync();
        Assert.Equal(2, bench.Store.Outgoing!.Attempts.Length);

        bench.Chain.SendRefusal = null;
        await bench.ReconcileAsync();

        Assert.Equal(3, bench.Store.Outgoing!.Attempts.Length);
        await bench.ReconcileAndMineAsync(2);
        Assert.Equal((1, 1), (bench.Chain.Mined, bench.Chain.Anchors.Length));
    }

    [Fact]
    public async Task Reconcile_EveryReplacementIsUnderpriced_StopsRaisingAndReportsAStuckTransaction()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        await bench.ReconcileAsync();
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        bench.Chain.SendRefusal = new UnderpricedException(isReplacement: true, "replacement transaction underpriced");
        for (var i = 0; i < 40; i++)
        {
            await bench.ReconcileAsync();
        }

        Assert.Equal(12, bench.Store.Outgoing!.Attempts.Length);
        Assert.Equal(AnchoringFaults.TransactionStuck, bench.Worker.State.Fault);
        bench.Chain.SendRefusal = null;
        await bench.ReconcileAndMineAsync(3);
        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_FirstAttemptIsUnderpricedByAnother_WaitsForTheOther()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Chain.SendRefusal = new UnderpricedException(isReplacement: true, "replacement transaction underpriced");
        await bench.ReconcileAsync();
        await bench.ReconcileAsync();
        Assert.Single(bench.Store.Outgoing!.Attempts);

        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        bench.Chain.SendRefusal = null;
        await bench.ReconcileAndMineAsync(3);

        Assert.Equal(1, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Reconcile_NodeWantsAHigherPrice_RaisesThePriceAtTheNextRun()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Chain.SendRefusal = new UnderpricedException(isReplacement: false, "Gas price below configured minimum gas price");
        await bench.ReconcileAsync();
        bench.Chain.SendRefusal = null;
        await bench.ReconcileAsync();

        Assert.Equal(2, bench.Store.Outgoing!.Attempts.Length);
    }

    [Fact]
    public async Task Reconcile_FundsAreMissing_RetriesWithTheSameBytes()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Chain.SendRefusal = new FaultException(AnchoringFaults.FundsMissing, "insufficient funds");
        for (var i = 0; i < 10; i++)
        {
            await bench.Worker.TryReconcileAsync(TestContext.Current.CancellationToken);
            bench.Log.Clock.Advance(WorkerBench.Patience);
        }

        Assert.Equal(AnchoringFaults.FundsMissing, bench.Worker.State.Fault);
        Assert.Single(bench.Store.Outgoing!.Attempts);
        bench.Chain.SendRefusal = null;
        await bench.ReconcileAndMineAsync(3);
        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal((1, 1), (bench.Chain.State.Size, bench.Chain.Mined));
    }

    [Fact]
    public async Task Reconcile_NodeRejectsTheTransaction_MakesANewOneAfterAWhile()
    {
        await using var bench = await WorkerBench.OpenAsync(new FakeChain(), records: 1);
        bench.Chain.SendRefusal = new FaultException(AnchoringFaults.TransactionRefused, "exceeds block gas limit");
        await bench.Worker.TryReconcileAsync(TestContext.Current.CancellationToken);
        await bench.Worker.TryReconcileAsync(TestContext.Current.CancellationToken);
        Assert.Equal(AnchoringFaults.TransactionRefused, bench.Worker.State.Fault);
        await bench.Log.AddAsync(2);
        bench.Log.Clock.Advance(2 * WorkerBench.Patience);
        bench.Chain.SendRefusal = null;

        await bench.ReconcileAndMineAsync(3);

        Assert.Equal([3], bench.Chain.State.Heads.Select(head => head.Size));
        Assert.Null(bench.Worker.State.Fault);
    }

    private static Tripwire LosingTheFirst(string call, bool after) =>
        new((name, _) => name == call, after, () => ChainOutages.Create("lost"));
}
