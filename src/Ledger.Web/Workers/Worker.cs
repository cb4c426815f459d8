namespace Ledger.Web.Workers;

/// <summary>
/// A background service that lives as long as the node. An exception that it does not handle itself is logged as critical, with its kind and its
/// place, and the worker starts again after a pause: one worker's defect ends neither the node nor, silently, the work.
/// </summary>
internal abstract partial class Worker(TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(10);

    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>Stops the work and waits for its end, however long the node was given: what it uses is closed next.</summary>
    public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(CancellationToken.None);

    /// <summary>Works until cancelled.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await WorkAsync(stoppingToken);
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Its message may quote a request.
                var (worker, kind, place) = (GetType().Name, problem.GetType().Name, problem.StackTrace);
                LogFailed(Logger, worker, kind, place);
            }

            await Task.Delay(RestartPause, Clock, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The worker {Worker} met {Problem}, which was not foreseen; it starts again\n{Place}")]
    private static partial void LogFailed(ILogger logger, string worker, string problem, string? place);
}
