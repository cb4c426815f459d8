using Ledger.Files;
using Ledger.Sealing;
using Ledger.Verify.Faults;
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
    private readonly ILogger _logger;
    private readonly TileFlusher _flusher;
    private LogHead _head;

    public BatchCommitter(
        ILogStore store, LogHead head, LogPublisher publisher, PayloadBox payloads, WriterState state, LogClock clock, TimeSpan flushPause, TimeProvider time,
        ILogger logger)
    {
        _store = store;
        _head = head;
        _publisher = publisher;
        _payloads = payloads;
        _state = state;
        _clock = clock;
        _logger = logger;
        _flusher = new TileFlusher(publisher, flushPause, time, StopFor, logger);
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

    /// <summary>Completes when the tiles are durable. Call it after the last commit. Never throws.</summary>
    public Task EndAsync() => _flusher.EndAsync();

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
        await using var session = await TryBeginAsync(requests);
        if (session is null)
        {
            return;
        }

        var batch = new BatchDraft(session, _head, _clock, _payloads, _logger);
        await batch.AdmitAsync(requests);
        if (batch.Entries.Count == 0)
        {
            batch.AnswerAll();
        }
        else if (await CommitAsync(session, batch) is { } staged)
        {
            batch.AnswerAll();
            _flusher.Request(_head, staged.Files.Filled);
        }
        else
        {
            Refuse(requests, _state.Fault ?? LogFaults.WriterStopped);
        }
    }

    /// <summary>The session of this batch. Null when the store cannot give one: nothing is written then, so the requests are refused and the writer continues.</summary>
    private async ValueTask<ILogSession?> TryBeginAsync(IReadOnlyList<Pending> requests)
    {
        try
        {
            return await _store.BeginWriteAsync(CancellationToken.None);
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            var reason = StorageProblems.Describe(problem);
            LogNotBegun(_logger, refusal.Fault.Code, reason);
            foreach (var pending in requests)
            {
                pending.Answer.TrySetResult(refusal);
            }

            return null;
        }
    }

    /// <summary>The tiles of the committed batch. Null if it was not committed; the state of the writer says why.</summary>
    private async ValueTask<StagedTiles?> CommitAsync(ILogSession session, BatchDraft batch)
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
            return null;
        }

        await _payloads.FlushKeysAsync(CancellationToken.None);
        if (!await session.TryCommitAsync(new CommitBatch(_head, after, [.. batch.Entries]), CancellationToken.None))
        {
            LogStopped(_logger, "head moved", _head.Size);
            _state.Stop(LogFaults.HeadMoved);
            return null;
        }

        _head = after;
        await _publisher.PublishAsync(staged, after, CancellationToken.None);
        return staged;
    }

    /// <summary>Answers each request with the same fault. Does not change an answer that was given before.</summary>
    public static void Refuse(IReadOnlyList<Pending> requests, Fault fault)
    {
        foreach (var pending in requests)
        {
            pending.Answer.TrySetResult(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: a batch is refused because the store cannot be written now: {Reason}")]
    private static partial void LogNotBegun(ILogger logger, string code, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's writer stopped at size {Size}: {Reason}")]
    private static partial void LogStopped(ILogger logger, string reason, long size);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's writer stopped at size {Size} because of {Problem}\n{Place}")]
    private static partial void LogDefect(ILogger logger, string problem, long size, string? place);
}
