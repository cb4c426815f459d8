using System.Collections.Immutable;
using System.Globalization;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>Commits one batch after another for <see cref="LogSequencer"/>, where the protocol is described. Used by one thread at a time.</summary>
internal sealed partial class BatchCommitter
{
    private readonly ILogStore _store;
    private readonly LogPublisher _publisher;
    private readonly PayloadBox _payloads;
    private readonly WriterState _state;
    private readonly LogClock _clock;
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
        _logger = logger;
    }

    /// <summary>Answers every request of the batch; never throws.</summary>
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
            // Whatever it was, the outcome of this batch is in doubt: stop, and let whoever opens the log again find out.
            var reason = StorageProblems.Describe(problem);
            LogStopped(_logger, reason, _head.Size);
            _state.Stop(FileErrors.IsDiskFull(problem) ? LogFaults.DiskFull : LogFaults.WriterStopped);
            Refuse(requests, _state.Fault ?? LogFaults.WriterStopped);
        }
    }

    private async ValueTask TryCommitAsync(IReadOnlyList<Pending> requests)
    {
        var reading = _clock.Read(_head.At);
        var batch = new BatchDraft(_head.Size, Math.Max(reading.Trusted.ToUnixTimeMilliseconds(), _head.At));
        await AdmitAsync(requests, batch, reading);
        if (batch.Entries.Count == 0 || await CommitAsync(batch))
        {
            batch.AnswerAll();
        }
        else
        {
            Refuse(requests, _state.Fault ?? LogFaults.WriterStopped);
        }
    }

    /// <summary>
    /// Decides each request in the order it came, with what the batch holds so far in view. Nothing is written here, so an entry that cannot be
    /// read refuses the requests that need it and no other.
    /// </summary>
    private async ValueTask AdmitAsync(IReadOnlyList<Pending> requests, BatchDraft batch, ClockReading reading)
    {
        var known = await TryFindKnownAsync(requests);
        foreach (var pending in requests)
        {
            try
            {
                await AdmitAsync(pending, known ?? await FindKnownAsync([pending]), batch, reading);
            }
            catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
            {
                var reason = StorageProblems.Describe(problem);
                LogUnreadable(_logger, refusal.Fault.Code, reason);
                batch.Answer(pending, refusal);
            }
        }
    }

    private async ValueTask AdmitAsync(Pending pending, IReadOnlyDictionary<Digest, StoredEntry> known, BatchDraft batch, ClockReading reading)
    {
        var request = pending.Request;
        if (known.GetValueOrDefault(request.KeyHash) is { } earlier || batch.TryFindByKey(request.KeyHash, out earlier))
        {
            batch.Answer(pending, earlier.Fingerprint == request.Fingerprint
                ? new Appended(earlier, IsRepeat: true)
                : IssuingFaults.KeyReused);
        }
        else if (FindWrongTime(request, reading) is { } wrong)
        {
            batch.Answer(pending, wrong);
        }
        else if (await CheckAsync(request, batch) is { } refusal)
        {
            batch.Answer(pending, refusal);
        }
        else
        {
            batch.Add(pending);
        }
    }

    /// <summary>The entries that have the keys of these requests; null when one of them cannot be read: then each request is looked up alone.</summary>
    private async ValueTask<IReadOnlyDictionary<Digest, StoredEntry>?> TryFindKnownAsync(IReadOnlyList<Pending> requests)
    {
        try
        {
            return await FindKnownAsync(requests);
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is not null)
        {
            return null;
        }
    }

    private ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindKnownAsync(IReadOnlyList<Pending> requests) =>
        _store.FindByKeysAsync([.. requests.Select(pending => pending.Request.KeyHash)], CancellationToken.None);

    /// <summary>
    /// Only records wait for a clock that is right: the time they say they were issued at is compared with the block that anchors them. A revocation must
    /// not wait, and who relies on one goes by the time of the chain.
    /// </summary>
    private Refusal? FindWrongTime(AppendRequest request, ClockReading reading)
    {
        if (request.Kind is not (EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent))
        {
            return null;
        }

        if (reading.Fault is { } fault)
        {
            var (now, newest) = (reading.Now, DateTimeOffset.FromUnixTimeMilliseconds(_head.At));
            return Refusal.At(
                fault, "", string.Create(CultureInfo.InvariantCulture, $"本机时间 {now:u}；日志最新条目 {newest:u}。"),
                string.Create(CultureInfo.InvariantCulture, $"This machine's time is {now:u}; the log's newest entry is of {newest:u}."));
        }

        return request.IssuedAt is { } issuedAt && !_clock.MayLieBetween(issuedAt, reading.Now) ? Refusal.Of(LogFaults.ClockMoved) : null;
    }

    private async ValueTask<Refusal?> CheckAsync(AppendRequest request, BatchDraft batch)
    {
        var refusal = request.Admit is { } admit ? admit(await HistoryAsync(request.Id, batch)) : null;
        if (refusal is null && request is { Successor: { } successor, AdmitSuccessor: { } admitSuccessor })
        {
            refusal = admitSuccessor(await HistoryAsync(successor, batch));
        }

        return refusal is null && request.AdmitBeside is { } admitBeside ? await admitBeside(batch.Entries) : refusal;
    }

    private async ValueTask<IReadOnlyList<StoredEntry>> HistoryAsync(RecordId id, BatchDraft batch) =>
        [.. await _store.FindByRecordAsync(id, CancellationToken.None), .. batch.Entries.Select(added => added.Entry).Where(entry => entry.Id == id)];

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

        await _payloads.FlushKeysAsync(CancellationToken.None);
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

    private static void Refuse(IReadOnlyList<Pending> requests, Fault fault)
    {
        foreach (var pending in requests)
        {
            pending.Answer.TrySetResult(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log's writer stopped at size {Size}: {Reason}")]
    private static partial void LogStopped(ILogger logger, string reason, long size);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: a request is refused because the log cannot be read: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string code, string reason);
}
