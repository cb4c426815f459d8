using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Workers;

/// <summary>A worker whose rounds end as a test says. It notes the length of each pause but does not wait. It stops after its last round.</summary>
internal sealed class ScriptedWorker(LogEvents<ScriptedWorker> events, params Func<WorkerProblem?>[] rounds) : Worker("scripted", new FakeTimeProvider(Start), events)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);

    private readonly Queue<Func<WorkerProblem?>> _rounds = new(rounds);
    private readonly CancellationTokenSource _end = new();

    public List<TimeSpan> Pauses { get; } = [];

    /// <summary>Its condition after each round.</summary>
    public List<WorkerCondition> Conditions { get; } = [];

    /// <summary>The exception that each pause throws. Null if a pause throws nothing.</summary>
    public Exception? PauseProblem { get; init; }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    /// <summary>Runs every round.</summary>
    public Task RunToTheEndAsync() => RunAsync(_end.Token);

    protected override ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (_rounds.TryDequeue(out var round))
        {
            return ValueTask.FromResult(round());
        }

        _end.Cancel();
        throw new OperationCanceledException(cancellationToken);
    }

    protected override Fault Explain(Exception problem) =>
        problem is CallRevertedException ? AnchoringFaults.CallRefused : base.Explain(problem);

    protected override Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause == TimeSpan.Zero)
        {
            return Task.CompletedTask; // Before the first round.
        }

        Pauses.Add(pause);
        Conditions.Add(Condition);
        return PauseProblem is { } problem ? throw problem : Task.CompletedTask;
    }

    public override void Dispose()
    {
        base.Dispose();
        _end.Dispose();
    }
}
