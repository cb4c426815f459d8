using Ledger.Verify.Faults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Workers;

/// <summary>
/// Repeats one round of work until it is stopped. A round has three bad outcomes (<see cref="WorkerOutcome"/>): a transient one is logged as a warning and
/// retried after a longer pause; a refused one is shown in <see cref="Condition"/> and the work goes on; a fatal one is logged as critical with its stack,
/// and the next round starts after a pause. An exception that a worker does not explain is fatal.
/// </summary>
/// <param name="name">What the health page and the log call it.</param>
/// <param name="clock">Whose time the pauses are.</param>
/// <param name="logger">Where its problems are logged.</param>
public abstract partial class Worker(string name, TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(10);

    private volatile WorkerCondition _condition = WorkerCondition.Well; // Written by the loop only.

    /// <summary>What the health page and the log call it.</summary>
    public string Name { get; } = name;

    /// <summary>How its last round ended. Safe for use from any thread.</summary>
    public WorkerCondition Condition => _condition;

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>The pause between two rounds that succeed.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>The pause before the first round. Default: none.</summary>
    protected virtual TimeSpan FirstPause => TimeSpan.Zero;

    /// <summary>The longest pause between two rounds that do not succeed. Default: 30 seconds, or the interval if that is longer.</summary>
    protected virtual TimeSpan LongestPause => TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond * 30, Interval.Ticks));

    /// <summary>Stops the work and waits for its end, however long the node was given: what it uses is closed next.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(CancellationToken.None);

    /// <summary>Repeats rounds until it is cancelled. A host starts the worker instead; tests call this.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PauseAsync(FirstPause, cancellationToken);
            var pause = Interval;
            while (!cancellationToken.IsCancellationRequested)
            {
                pause = await RunRoundAsync(pause, cancellationToken);
                await PauseAsync(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <summary>Does one round.</summary>
    /// <returns>Null when it succeeded; else what is wrong, which the worker has logged itself.</returns>
    protected abstract ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>The one place where a worker says what an exception means that left a round. Default: nobody foresaw it.</summary>
    protected virtual WorkerProblem Explain(Exception problem) => new(WorkerOutcome.Fatal, WorkerFaults.Unforeseen);

    /// <summary>Waits for the next round. A worker that can be woken overrides it.</summary>
    protected virtual Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, Clock, cancellationToken) : Task.CompletedTask;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception problem)
        {
            // The loop itself failed, not a round of it. A host stops the node for it; a department is opened again.
            _condition = _condition with { Problem = new WorkerProblem(WorkerOutcome.Fatal, WorkerFaults.Ended), HasEnded = true };
            var (kind, place) = (problem.GetType().Name, problem.StackTrace);
            LogEnded(Logger, WorkerFaults.Ended.Code, Name, kind, place);
            throw;
        }
    }

    private async ValueTask<TimeSpan> RunRoundAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await RunOnceAsync(cancellationToken);
            Note(problem);
            return problem is null ? Interval : Longer(pause);
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var problem = Explain(thrown);
            Log(problem, thrown);
            Note(problem);
            return problem.Outcome switch
            {
                WorkerOutcome.Transient => Longer(pause),
                WorkerOutcome.Refused => Interval,
                _ => RestartPause,
            };
        }
    }

    private TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(Math.Max(pause.Ticks * 2, Interval.Ticks), LongestPause.Ticks));

    private void Note(WorkerProblem? problem)
    {
        var before = _condition;
        var fatal = before.FatalRounds + (problem?.Outcome is WorkerOutcome.Fatal ? 1 : 0);
        _condition = problem is null
            ? WorkerCondition.Well with { FatalRounds = fatal }
            : new WorkerCondition(problem, before.Problem == problem ? before.Since : Clock.GetUtcNow(), fatal, HasEnded: false);
    }

    private void Log(WorkerProblem problem, Exception thrown)
    {
        var (code, kind) = (problem.Fault.Code, thrown.GetType().Name);
        if (problem.Outcome is WorkerOutcome.Fatal)
        {
            var place = thrown.StackTrace; // Its message may quote a request.
            LogFatal(Logger, code, Name, kind, place);
        }
        else if (problem != _condition.Problem)
        {
            LogProblem(Logger, code, Name, kind, problem.Fault.Title.En);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the worker {Worker} met {Problem}, which was not foreseen; it retries\n{Place}")]
    private static partial void LogFatal(ILogger logger, string code, string worker, string problem, string? place);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the worker {Worker} ended with {Problem}, which was not foreseen\n{Place}")]
    private static partial void LogEnded(ILogger logger, string code, string worker, string problem, string? place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: the worker {Worker} met {Problem}; it retries. {What}")]
    private static partial void LogProblem(ILogger logger, string code, string worker, string problem, string what);
}
