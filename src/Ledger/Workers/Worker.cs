using Ledger.Verify.Faults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Workers;

/// <summary>
/// Repeats one round of work until it is stopped. A round can fail in three ways (<see cref="WorkerOutcome"/>). A transient failure is logged as a
/// warning; the worker backs off and retries. A refusal is shown in <see cref="Condition"/>, and the worker continues. A fatal failure is logged as
/// critical with its stack; the worker retries after a pause. The kind of the fault decides which of the three applies. An exception without a code
/// is fatal, unless <see cref="Explain"/> gives it a fault.
/// </summary>
/// <param name="name">Its name on the health page and in the log.</param>
/// <param name="clock">The clock that times the pauses.</param>
/// <param name="logger">Logs its problems.</param>
public abstract partial class Worker(string name, TimeProvider clock, ILogger logger) : BackgroundService
{
    // A timer of the runtime takes at most 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(10);

    private volatile WorkerCondition _condition = WorkerCondition.Well; // Written by the loop only.

    /// <summary>Its name on the health page and in the log.</summary>
    public string Name { get; } = name;

    /// <summary>The result of its last round. Safe for use from any thread.</summary>
    public WorkerCondition Condition => _condition;

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>The pause after a successful round.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>The pause before the first round. Default: none.</summary>
    protected virtual TimeSpan FirstPause => TimeSpan.Zero;

    /// <summary>The longest pause after a failed round. Default: 30 seconds, or the interval if that is longer.</summary>
    protected virtual TimeSpan LongestPause => TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond * 30, Interval.Ticks));

    /// <summary>
    /// Stops the work and waits for its end. It ignores the shutdown timeout of the host, because after the timeout the host closes what the worker
    /// still uses.
    /// </summary>
    public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(CancellationToken.None);

    /// <summary>Repeats rounds until it is cancelled. Tests call this method; a host starts the worker.</summary>
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
    /// <returns>Null if the round succeeded. Otherwise the problem, which the worker has already logged.</returns>
    protected abstract ValueTask<WorkerProblem?> RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The fault of an exception of a round. A worker overrides it for exceptions without a code that it expects. Any other exception without
    /// a code is fatal.
    /// </summary>
    protected virtual Fault Explain(Exception problem) => problem is FaultException known ? known.Fault : WorkerFaults.Unforeseen;

    /// <summary>Waits for the next round. A worker that can be woken earlier overrides this method.</summary>
    protected virtual async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        for (; pause > LongestDelay; pause -= LongestDelay)
        {
            await Task.Delay(LongestDelay, Clock, cancellationToken);
        }

        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, Clock, cancellationToken);
        }
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception problem)
        {
            // The loop itself failed, not a round. The host then stops the node, or opens the department again.
            _condition = _condition with { Problem = new WorkerProblem(WorkerFaults.Ended), HasEnded = true };
            var (kind, place) = (FaultException.GetName(problem), problem.StackTrace);
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
            return ChoosePause(problem, pause);
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var problem = new WorkerProblem(Explain(thrown));
            Log(problem, thrown);
            Note(problem);
            return ChoosePause(problem, pause);
        }
    }

    private TimeSpan ChoosePause(WorkerProblem? problem, TimeSpan before) => problem?.Outcome switch
    {
        null or WorkerOutcome.Refused => Interval,
        WorkerOutcome.Transient => BackOff(before),
        _ => RestartPause,
    };

    private TimeSpan BackOff(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(Math.Max(pause.Ticks * 2, Interval.Ticks), LongestPause.Ticks));

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
        var (code, kind) = (problem.Fault.Code, FaultException.GetName(thrown));
        if (problem.Outcome is WorkerOutcome.Fatal)
        {
            var place = thrown.StackTrace; // Only the stack is logged: the message may quote a request.
            LogFatal(Logger, code, Name, kind, place);
        }
        else if (problem != _condition.Problem)
        {
            LogProblem(Logger, code, Name, problem.Fault.Title.En);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the worker {Worker} failed with {Problem}; it retries\n{Place}")]
    private static partial void LogFatal(ILogger logger, string code, string worker, string problem, string? place);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: the worker {Worker} ended with {Problem}\n{Place}")]
    private static partial void LogEnded(ILogger logger, string code, string worker, string problem, string? place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: the worker {Worker} failed; it retries. {What}")]
    private static partial void LogProblem(ILogger logger, string code, string worker, string what);
}
