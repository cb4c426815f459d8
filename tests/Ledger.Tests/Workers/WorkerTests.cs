using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Workers;
using Microsoft.Extensions.Logging;

namespace Ledger.Tests.Workers;

/// <summary>The three outcomes of a round: a transient one backs off, a refused one is reported, a fatal one is logged as critical.</summary>
public sealed class WorkerTests
{
    private const string Secret = "a person's name";

    private readonly LogEvents<ScriptedWorker> _events = new();

    [Fact]
    public async Task Run_RoundsSucceed_PausesForItsInterval()
    {
        using var worker = new ScriptedWorker(_events, () => null, () => null);

        await worker.RunToTheEndAsync();

        Assert.Equal([5, 5], worker.Pauses.Select(pause => pause.TotalSeconds));
        Assert.All(worker.Conditions, condition => Assert.Equal(WorkerCondition.Well, condition));
        Assert.Empty(_events.All);
    }

    [Fact]
    public async Task Run_SomethingDoesNotAnswer_WarnsOnceAndBacksOff()
    {
        Func<WorkerProblem?> down = () => throw ChainOutages.Create("down");
        using var worker = new ScriptedWorker(_events, down, down, down, down, () => null, down);

        await worker.RunToTheEndAsync();

        Assert.Equal([10, 20, 30, 30, 5, 10], worker.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal(new WorkerProblem(AnchoringFaults.ChainUnreachable), worker.Conditions[0].Problem);
        Assert.Equal(WorkerOutcome.Transient, worker.Conditions[0].Problem?.Outcome);
        Assert.Equal(ScriptedWorker.Start, worker.Conditions[3].Since);
        Assert.Equal(WorkerCondition.Well, worker.Conditions[4]);
        Assert.All(worker.Conditions, condition => Assert.False(condition.IsFatal));
        Assert.Equal([LogLevel.Warning, LogLevel.Warning], _events.All.Select(line => line.Level)); // One for each outage.
        Assert.Contains("LDG4001", _events.All[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CallIsRefused_ReportsItAndContinues()
    {
        using var worker = new ScriptedWorker(_events, () => throw new CallRevertedException("Stale", "refused"), () => null);

        await worker.RunToTheEndAsync();

        Assert.Equal([5, 5], worker.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal("LDG4002", worker.Conditions[0].Problem?.Fault.Code);
        Assert.False(worker.Conditions[0].IsFatal);
        Assert.Null(worker.Conditions[1].Problem);
    }

    [Theory]
    [InlineData("LDG4501", WorkerOutcome.Transient, 10)]
    [InlineData("LDG8001", WorkerOutcome.Transient, 10)]
    [InlineData("LDG4011", WorkerOutcome.Refused, 5)]
    [InlineData("LDG1102", WorkerOutcome.Refused, 5)] // Unreadable: a retry reads the same.
    [InlineData("LDG8006", WorkerOutcome.Fatal, 10)]
    public async Task Run_FaultWithACode_FollowsItsKind(string code, WorkerOutcome outcome, int pause)
    {
        using var worker = new ScriptedWorker(_events, () => throw new FaultException(FaultTable.Find(code)!, Secret));

        await worker.RunToTheEndAsync();

        Assert.Equal((code, outcome), (worker.Conditions[0].Problem!.Fault.Code, worker.Conditions[0].Problem!.Outcome));
        Assert.Equal(pause, worker.Pauses[0].TotalSeconds);
        Assert.Equal(outcome is WorkerOutcome.Fatal, worker.Conditions[0].IsFatal);
        var (level, text) = Assert.Single(_events.All);
        Assert.Equal(outcome is WorkerOutcome.Fatal ? LogLevel.Critical : LogLevel.Warning, level);
        Assert.StartsWith(code, text, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(Exception), text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LDG4501", 10)]
    [InlineData("LDG4011", 5)]
    [InlineData("LDG8006", 10)]
    public async Task Run_ProblemIsReturned_FollowsItsKindToo(string code, int pause)
    {
        using var worker = new ScriptedWorker(_events, () => new WorkerProblem(FaultTable.Find(code)!), () => new WorkerProblem(FaultTable.Find(code)!));

        await worker.RunToTheEndAsync();

        Assert.Equal(code == "LDG4501" ? [pause, 2 * pause] : [pause, pause], worker.Pauses.Select(each => (int)each.TotalSeconds));
    }

    [Fact]
    public async Task Run_ErrorNobodyForesaw_IsCriticalWithItsStackAndNotSilent()
    {
        using var worker = new ScriptedWorker(_events, () => throw new InvalidOperationException(Secret), () => throw new InvalidOperationException(Secret), () => null);

        await worker.RunToTheEndAsync();

        Assert.Equal([10, 10, 5], worker.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal([true, true, false], worker.Conditions.Select(condition => condition.IsFatal));
        Assert.Equal([1, 2, 2], worker.Conditions.Select(condition => condition.FatalRounds));
        Assert.Equal("LDG9050", worker.Conditions[0].Problem?.Fault.Code);
        Assert.All(_events.All, line =>
        {
            Assert.Equal(LogLevel.Critical, line.Level);
            Assert.Contains("LDG9050: the worker scripted failed with an unexpected InvalidOperationException", line.Text, StringComparison.Ordinal);
            Assert.Contains(nameof(WorkerTests), line.Text, StringComparison.Ordinal); // The stack.
            Assert.DoesNotContain(Secret, line.Text, StringComparison.Ordinal);
        });
        Assert.Equal(2, _events.All.Count);
    }

    [Fact]
    public async Task Run_TimeoutInsideARound_DoesNotStopTheWorker()
    {
        using var worker = new ScriptedWorker(_events, () => throw new TaskCanceledException("a timeout"), () => null);

        await worker.RunToTheEndAsync();

        Assert.Equal([true, false], worker.Conditions.Select(condition => condition.IsFatal));
    }

    [Fact]
    public async Task Start_LoopItselfFails_IsReportedAsEnded()
    {
        using var worker = new ScriptedWorker(_events, () => null) { PauseProblem = new InvalidOperationException(Secret) };

        await worker.StartAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteTask!);
        Assert.True(worker.Condition.HasEnded);
        Assert.True(worker.Condition.IsFatal);
        Assert.Equal("LDG9051", worker.Condition.Problem?.Fault.Code);
        var (level, text) = Assert.Single(_events.All);
        Assert.Equal(LogLevel.Critical, level);
        Assert.Contains(nameof(ScriptedWorker), text, StringComparison.Ordinal); // The stack.
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileItPauses_EndsWithoutATrace()
    {
        using var worker = new PausingWorker();
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.HasRun.Task.WaitAsync(TestContext.Current.CancellationToken);

        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal(WorkerCondition.Well, worker.Condition);
    }

    [Fact]
    public async Task Run_IntervalLongerThanATimerTakes_Pauses()
    {
        using var worker = new PausingWorker { Longest = TimeSpan.FromDays(365) };
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await worker.HasRun.Task.WaitAsync(TestContext.Current.CancellationToken);

        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
        Assert.False(worker.Condition.HasEnded);
    }

    private sealed class PausingWorker() : Worker("pausing", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
    {
        public TaskCompletionSource HasRun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TimeSpan Longest { get; init; } = TimeSpan.FromHours(1);

        protected override TimeSpan Interval => Longest;

        protected override ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
        {
            HasRun.TrySetResult();
            return ValueTask.FromResult<WorkerProblem?>(null);
        }
    }
}
