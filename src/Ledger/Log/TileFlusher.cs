using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// Makes tiles durable after the answers. What is committed during a flush belongs to the next one, so a slow disk gets fewer flushes instead of a queue
/// of them. Safe for use from any thread.
/// </summary>
/// <param name="publisher">Flushes the tiles.</param>
/// <param name="pause">How long a flush waits for further commits. <see cref="EndAsync"/> ends the wait.</param>
/// <param name="clock">Measures the pause.</param>
/// <param name="stopFor">Stops the writer because of an exception. Called once, from any thread.</param>
/// <param name="logger">Receives partial files that cannot be removed.</param>
internal sealed partial class TileFlusher(
    LogPublisher publisher, TimeSpan pause, TimeProvider clock, Action<Exception> stopFor, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogHead? _requested;
    private List<string> _filled = [];
    private Task _work = Task.CompletedTask;
    private bool _isWorking;

    /// <summary>Requests that the tiles of a head become durable. After a failure nothing is flushed any more.</summary>
    /// <param name="head">The head. Its tiles were written.</param>
    /// <param name="filled">The paths of the files that became full with it.</param>
    public void Request(LogHead head, IReadOnlyList<string> filled)
    {
        lock (_lock)
        {
            _requested = head;
            _filled.AddRange(filled);
            if (!_isWorking)
            {
                _isWorking = true;
                _work = WorkAsync();
            }
        }
    }

    /// <summary>Completes when everything requested so far was flushed, or a flush failed. Never throws.</summary>
    public Task EndAsync()
    {
        _ending.TrySetResult();
        lock (_lock)
        {
            return _work;
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            await Task.Yield(); // The caller holds the lock.
            while (true)
            {
                await Task.WhenAny(Task.Delay(pause, clock), _ending.Task);
                if (!TryTake(out var head, out var filled))
                {
                    return;
                }

                await publisher.FlushAsync(head, CancellationToken.None);
                RemovePartials(filled);
            }
        }
        catch (Exception problem)
        {
            stopFor(problem); // It stays at work, so nothing is tried after this.
        }
    }

    private bool TryTake(out LogHead head, out List<string> filled)
    {
        lock (_lock)
        {
            (head, filled) = (_requested ?? LogHead.Empty, _filled);
            _isWorking = _requested is not null;
            (_requested, _filled) = (null, []);
            return _isWorking;
        }
    }

    // A file that stays is never wrong, only superfluous, so a failure does not stop the writer.
    private void RemovePartials(List<string> filled)
    {
        try
        {
            publisher.RemovePartials(filled);
        }
        catch (Exception problem)
        {
            var reason = StorageProblems.Describe(problem);
            LogPartialsLeft(logger, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partial tiles that full ones replaced cannot be removed: {Reason}. They do no harm")]
    private static partial void LogPartialsLeft(ILogger logger, string reason);
}
