using Ledger.Faults;
using Ledger.Files;
using Ledger.Sealing;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// Commits batches for <see cref="LogSequencer"/>, one after another. The protocol is described there. Used by one thread at a time.
/// </summary>
internal sealed partial class BatchCommitter
{
    private readonly ILogStore _store;
    private readonly LogPublisher _publisher;
    private readonly PayloadBox _payloads;
    private readonly WriterState _state;
    private readonly LogClock _clock;
    private readonly BatchAdmission _admission;
    private readonly ILogger _logger;
    private LogHead _head;

    public BatchCommitter(
        ILogStore store, LogHead head, LogPublisher publisher, PayloadBox payloads, WriterState state, LogClock clock, ILogger logger)
    {
        _store = store;
        _head = head;
        _publisher = publisher;
        _payloads = payloads;
        _state = state;
        _clock = clock;
        _admission = new BatchAdmission(store, clock, logger);
        _logger = logger;
    }

    /// <summary>Answers every request of the batch. Never throws.</summary>
    public async ValueTask CommitAsync(IReadOnlyList<Pending> requests)
    {
        try
        {
            if (_state.Fault is { } stopped)
            {
                Refuse(requests, stopped);
                return;
            }

            await TryCommitAsync(requests);
        }
        catch (Exception problem)
        {
            StopFor(problem);
            Refuse(requests, _state.Fault ?? LogFaults.WriterStopped);
        }
    }

    /// <summary>Stops the writer: the outcome of its batch is unknown. Opening the log again finds the outcome.</summary>
    public void StopFor(Exception problem)
    {
        var reason = StorageProblems.Describe(problem);
        if (StorageProblems.Explain(problem) is not null)
        {
            LogStopped(_logger, reason, _head.Size);
        }
        else
        {
            LogDefect(_logger, reason, _head.Size, problem.StackTrace);
        }

        _state.Stop(FileErrors.IsDiskFull(problem) ? LogFaults.DiskFull : LogFaults.WriterStopped);
    }

    private async ValueTask TryCommitAsync(IReadOnlyList<Pending> requests)
    {
        var reading = _clock.Read(_head.At);
        var batch = new BatchDraft(_head.Size, Math.Max(reading.Trusted.ToUnixTimeMilliseconds(), _head.At), _head.At);
        await _admission.AdmitAsync(requests, batch, reading);
        if (batch.Entries.Count == 0 || await CommitAsync(batch))
        {
            batch.AnswerAll();
        }
        else
        {
            Refuse(requests, _state.Fault ?? LogFaults.WriterStopped);
        }
    }

    private async ValueTask<bool> CommitAsync(BatchDraft batch)
    {
        var range = new CompactRange(_head.Size, _head.Peaks);
        foreach (var added in batch.Entries)
        {
            range.Append(TreeHash.Leaf(added.Entry.Text.Span));
        }

        var after = new LogHead(range.Size, range.Root(), batch.At, range.Peaks);
        var staged = _publisher.Stage([.. batch.Entries.Select(added => added.Entry.Text)]);
        if (staged.Root != after.Root)
        {
            LogStopped(_logger, "roots differ", _head.Size);
            _state.Stop(LogFaults.RootsDiffer);
            return false;
        }

        _payloads.FlushKeys();
        if (!await _store.TryCommitAsync(new CommitBatch(_head, after, [.. batch.Entries]), CancellationToken.None))
        {
            LogStopped(_logger, "head moved", _head.Size);
            _state.Stop(LogFaults.HeadMoved);
            return false;
        }

        _head = after;
        await _publisher.PublishAsync(staged, after, CancellationToken.None);
        return true;
    }

    /// <summary>Answers each request with the same fault. Does not change an answer that was given before.</summary>
    public static void Refuse(IReadOnlyList<Pending> requests, Fault fault)
    {
        foreach (var pending in requests)
        {
            pending.Answer.TrySetResult(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's writer stopped at size {Size}: {Reason}")]
    private static partial void LogStopped(ILogger logger, string reason, long size);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's writer stopped at size {Size}: {Problem} was not foreseen\n{Place}")]
    private static partial void LogDefect(ILogger logger, string problem, long size, string? place);
}
