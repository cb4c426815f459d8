using Ledger.Anchoring;
using Ledger.Tests.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Workers;

namespace Ledger.Tests.Statuses;

public sealed class ChainWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_AfterReconciling_HasTheResult()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        Assert.Equal(AnchoringState.Unknown, bench.Worker.State);
        Assert.Null(bench.Worker.Source);

        await bench.ReconcileAndMineAsync(2);

        Assert.Equal(new AnchoringState(3, TestLog.Start, null, 0), bench.Worker.State);
        Assert.Equal("instant", bench.Worker.Source!.Finality);
    }

    [Theory]
    [InlineData(false, "LDG4001")]
    [InlineData(true, "LDG4002")]
    public async Task Run_ChainRefusesOrIsDown_KeepsTheLastStateAndReportsTheCause(bool isRevert, string code)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(2);
        bench.Chain.Outage = isRevert ? new CallRevertedException("NotAnActiveOperator", "refused") : ChainOutages.Create("down");

        await RunUntilReadAsync(bench, times: 3);

        Assert.Equal(code, bench.Worker.State.Fault?.Code);
        Assert.Equal(3, bench.Worker.State.AnchoredSize);
        Assert.Null(bench.Log.Log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task TryReconcile_ChainIsDown_ReportsItAndDoesNotStopTheWriter()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.Outage = ChainOutages.Create("down");

        Assert.False(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.Equal(AnchoringFaults.ChainUnreachable, bench.Worker.State.Fault);
        await bench.Log.AddAsync(1);
    }

    [Fact]
    public async Task TryReconcile_UnforeseenException_IsNotReportedAsAnOutageAndTheNextRunContinues()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        var wire = new Tripwire((name, _) => name == nameof(IAnchorChain.ReadHeadAsync), after: false, () => new InvalidOperationException("a defect"));
        bench.Restart(wire);

        Assert.False(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.True(wire.HasFailed);
        Assert.Equal(AnchoringFaults.Unforeseen, bench.Worker.State.Fault);
        Assert.True(await bench.Worker.TryReconcileAsync(Cancellation));
        Assert.Null(bench.Worker.State.Fault);
    }

    [Theory]
    [InlineData("down", WorkerOutcome.Transient, "LDG4001")]
    [InlineData("revert", WorkerOutcome.Refused, "LDG4002")]
    [InlineData("other chain", WorkerOutcome.Refused, "LDG4011")]
    [InlineData("storage", WorkerOutcome.Transient, "LDG3371")]
    [InlineData("damage", WorkerOutcome.Refused, "LDG3370")]
    [InlineData("closed", WorkerOutcome.Transient, "LDG3374")]
    [InlineData("defect", WorkerOutcome.Fatal, "LDG4016")]
    public async Task Run_RoundFails_TellsTheOutcomesApart(string kind, WorkerOutcome outcome, string code)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.Outage = kind switch
        {
            "down" => ChainOutages.Create("down"),
            "revert" => new CallRevertedException("NotAnActiveOperator", "refused"),
            "other chain" => new FaultException(AnchoringFaults.OtherChain, "other"),
            "storage" => new FaultException(LogFaults.StorageFails, "unread", new IOException("unread")),
            "damage" => new FaultException(StoreFaults.Damaged, "damaged"),
            "closed" => new ObjectDisposedException("the store"),
            _ => new InvalidOperationException("a defect"),
        };

        await RunUntilReadAsync(bench, times: 2);

        Assert.Equal((outcome, code), (bench.Worker.Condition.Problem!.Outcome, bench.Worker.Condition.Problem.Fault.Code));
        Assert.Equal(code, bench.Worker.State.Fault?.Code);
        Assert.Equal(outcome is WorkerOutcome.Fatal, bench.Worker.Condition.IsFatal);
        Assert.Null(bench.Log.Log.Sequencer.State.Fault); // The writer continues.
    }

    [Fact]
    public async Task Start_LoopItselfFails_IsReportedAsEnded()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Restart(clock: new TimerlessClock());

        bench.Worker.Start(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Worker.ExecuteTask!);
        Assert.True(bench.Worker.Condition.HasEnded);
        Assert.Null(bench.Log.Log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task TryReconcile_StoreCannotBeRead_ReportsTheStorageAndNotTheChain()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        var wire = new Tripwire(
            (name, _) => name == nameof(IAnchorStore.FindOutgoingAsync), after: false, () => new FaultException(LogFaults.StorageFails, "unread", new IOException("unread")));
        bench.Restart(wire);

        Assert.False(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.True(wire.HasFailed);
        Assert.Equal(LogFaults.StorageFails, bench.Worker.State.Fault);
    }

    [Fact]
    public async Task TryReconcile_ChainMovesDuringTheRead_ReadsAgain()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        var wire = new Tripwire((name, _) => name == nameof(IAnchorChain.ReadHeadAsync), after: false, () => new ChainMovedException("moved"));
        bench.Restart(wire);

        Assert.True(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.True(wire.HasFailed);
        Assert.Null(bench.Worker.State.Fault);
    }

    [Fact]
    public async Task TryReconcile_ChainMovesDuringEveryRead_ReportsTheChainAsUnreachable()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.Outage = new ChainMovedException("moved");

        Assert.False(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.Equal(AnchoringFaults.ChainUnreachable, bench.Worker.State.Fault);
    }

    [Fact]
    public async Task State_WhileTheChainIsDown_HasTheTimeSinceWhichEntriesWait()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.ReconcileAndMineAsync(2);
        Assert.Null(bench.Worker.State.WaitingSince);
        bench.Chain.Outage = ChainOutages.Create("down");
        await bench.Log.AddAsync(2);

        await bench.Worker.TryReconcileAsync(Cancellation);

        Assert.Equal(TestLog.Start, bench.Worker.State.WaitingSince);
    }

    [Fact]
    public async Task TryReconcile_LogFromAnOldBackup_StopsTheWriterBeforeItsFirstRecord()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.MineForeignHead(5, Ledger.Verify.Trees.Digest.Sha256([1]));

        Assert.True(await bench.Worker.TryReconcileAsync(Cancellation));

        Assert.Equal(LogFaults.BehindChain, bench.Log.Log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task Run_ChainComesBack_Continues()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.Outage = ChainOutages.Create("down");
        var reads = 0;

        await RunUntilReadAsync(bench, times: 6, onRead: () =>
        {
            if (++reads == 3)
            {
                bench.Chain.Outage = null;
            }
        });

        Assert.Null(bench.Worker.State.Fault);
        Assert.Equal(3, bench.Chain.State.Size);
    }

    [Fact]
    public async Task Run_AlreadyCancelled_EndsAtOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();

        await bench.Worker.RunAsync(TimeSpan.FromHours(1), new CancellationToken(canceled: true));

        Assert.Equal(AnchoringState.Unknown, bench.Worker.State);
    }

    [Fact]
    public async Task Run_CancelledDuringAPause_EndsWithoutAnError()
    {
        await using var bench = await WorkerBench.OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hasRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Chain.OnRead = hasRead.SetResult;

        var running = bench.Worker.RunAsync(TimeSpan.FromHours(1), stop.Token);
        await hasRead.Task.WaitAsync(Cancellation);
        await stop.CancelAsync();
        await running;

        Assert.Equal(0, bench.Worker.State.AnchoredSize);
    }

    [Fact]
    public async Task Wait_ConditionAlreadyHolds_ReturnsWithoutReconciling()
    {
        await using var bench = await WorkerBench.OpenAsync();

        Assert.True(await bench.Worker.WaitAsync(_ => ValueTask.FromResult(true), TimeSpan.Zero, Cancellation));

        Assert.Equal(AnchoringState.Unknown, bench.Worker.State);
    }

    [Fact]
    public async Task Wait_ForAnAnchor_ReturnsAfterTheRunThatMakesIt()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);

        var waiting = bench.Worker.WaitAsync(async _ => await bench.LevelAsync(2) is ProofLevel.L3, TimeSpan.FromHours(1), Cancellation).AsTask();
        await bench.Worker.TryReconcileAsync(Cancellation);
        bench.Chain.Mine();
        await bench.Worker.TryReconcileAsync(Cancellation);

        Assert.True(await waiting);
        Assert.Equal(ProofLevel.L3, await bench.LevelAsync(2));
    }

    [Fact]
    public async Task Wait_Timeout_ReturnsFalse()
    {
        await using var bench = await WorkerBench.OpenAsync();

        var waiting = bench.Worker.WaitAsync(_ => ValueTask.FromResult(false), TimeSpan.FromMinutes(1), Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        bench.Log.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await waiting);
    }

    [Fact]
    public async Task Wait_ChainIsDown_ReturnsAtOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();
        bench.Chain.Outage = ChainOutages.Create("down");
        await bench.Worker.TryReconcileAsync(Cancellation);

        Assert.False(await bench.Worker.WaitAsync(_ => ValueTask.FromResult(false), TimeSpan.FromHours(1), Cancellation));
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        await using var bench = await WorkerBench.OpenAsync();
        using var leaving = new CancellationTokenSource();

        var waiting = bench.Worker.WaitAsync(_ => ValueTask.FromResult(false), TimeSpan.FromHours(1), leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Wake_DuringAPause_ReconcilesAtOnce()
    {
        await using var bench = await WorkerBench.OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reads = 0;
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = bench.Worker.WaitAsync(_ => ValueTask.FromResult(reads > 0), TimeSpan.FromHours(1), Cancellation).AsTask();
        bench.Chain.OnRead = () => _ = ++reads == 2 && second.TrySetResult();
        var running = bench.Worker.RunAsync(TimeSpan.FromHours(1), stop.Token);
        Assert.True(await first);

        bench.Worker.Wake();

        await second.Task.WaitAsync(Cancellation);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Runs the loop until it has started the given number of runs, then cancels it.</summary>
    private static async Task RunUntilReadAsync(WorkerBench bench, int times, Action? onRead = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var left = times;
        bench.Chain.OnRead = () =>
        {
            onRead?.Invoke();
            if (--left == 0)
            {
                stop.Cancel();
            }
        };
        var running = bench.Worker.RunAsync(TimeSpan.FromMilliseconds(1), stop.Token);
        while (!running.IsCompleted)
        {
            bench.Log.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await running;
        bench.Chain.OnRead = null;
    }

    /// <summary>A clock that makes no timers.</summary>
    private sealed class TimerlessClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("No timer.");
    }
}
