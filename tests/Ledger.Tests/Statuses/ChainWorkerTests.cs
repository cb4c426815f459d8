using Ledger.Anchoring;
using Ledger.Tests.Anchoring;

namespace Ledger.Tests.Statuses;

public sealed class ChainWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_AfterALook_SaysWhatWasFound()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        Assert.Equal(AnchoringState.Unknown, bench.Worker.State);
        Assert.Null(bench.Worker.Source);

        await bench.PassAsync(2);

        Assert.Equal(new AnchoringState(3, TestLog.Start, null, 0), bench.Worker.State);
        Assert.Equal("instant", bench.Worker.Source!.Finality);
    }

    [Theory]
    [InlineData(false, "LDG4001")]
    [InlineData(true, "LDG4002")]
    public async Task Run_ChainRefusesOrIsDown_KeepsTheLastFindingAndSaysWhy(bool isRevert, string code)
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        await bench.PassAsync(2);
        bench.Chain.Outage = isRevert ? new CallRevertedException("NotAnActiveOperator", "refused") : new ChainUnavailableException("down");

        await RunUntilReadAsync(bench, times: 3);

        Assert.Equal(code, bench.Worker.State.Fault?.Code);
        Assert.Equal(3, bench.Worker.State.AnchoredSize);
        Assert.Null(bench.Log.Log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task Look_ChainIsDown_SaysSoAndLeavesTheWriterAlone()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.Outage = new ChainUnavailableException("down");

        Assert.False(await bench.Worker.LookAsync(Cancellation));

        Assert.Equal(AnchoringFaults.ChainUnreachable, bench.Worker.State.Fault);
        await bench.Log.AddAsync(1);
    }

    [Fact]
    public async Task Look_LogFromAnOldBackup_StopsTheWriterBeforeItsFirstRecord()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 1);
        bench.Chain.MineForeignHead(5, Ledger.Verify.Trees.Digest.Sha256([1]));

        Assert.True(await bench.Worker.LookAsync(Cancellation));

        Assert.Equal(Ledger.Log.LogFaults.BehindChain, bench.Log.Log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task Run_ChainComesBack_GoesOnByItself()
    {
        await using var bench = await WorkerBench.OpenAsync(records: 3);
        bench.Chain.Outage = new ChainUnavailableException("down");
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
    public async Task Run_CancelledWhileItPauses_EndsWithoutAnError()
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

    /// <summary>Lets the loop run until it has begun to look so many times, and then ends it.</summary>
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
        await bench.Worker.RunAsync(TimeSpan.FromMilliseconds(1), stop.Token);
        bench.Chain.OnRead = null;
    }
}
