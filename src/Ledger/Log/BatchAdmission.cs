using System.Globalization;
using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// Decides which requests become entries of a batch, before anything is staged. It writes nothing. So a failure refuses only the request that caused
/// it, and the writer continues. Reads in the session that commits the batch. Used by one thread at a time.
/// </summary>
internal sealed partial class BatchAdmission(ILogSession session, LogClock clock, ILogger logger)
{
    /// <summary>Decides the requests in their order, considering the entries already in the batch.</summary>
    public async ValueTask AdmitAsync(IReadOnlyList<Pending> requests, BatchDraft batch, ClockReading reading)
    {
        var known = await TryFindKnownAsync(requests);
        foreach (var pending in requests)
        {
            if (await TryDecideAsync(pending, known, batch, reading) is { } answer)
            {
                batch.Answer(pending, answer);
            }
            else
            {
                batch.Add(pending);
            }
        }
    }

    /// <summary>The answer to a request that adds no entry. Null if it adds one.</summary>
    private async ValueTask<Outcome<Appended>?> TryDecideAsync(
        Pending pending, IReadOnlyDictionary<Digest, StoredEntry>? known, BatchDraft batch, ClockReading reading)
    {
        try
        {
            return await DecideAsync(pending.Request, known ?? await FindKnownAsync([pending]), batch, reading);
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            var reason = StorageProblems.Describe(problem);
            LogUnreadable(logger, refusal.Fault.Code, reason);
            return refusal;
        }
        catch (Exception problem)
        {
            // A defect in one request must not stop the writer for all others. The exception's message may quote the request.
            var (code, kind, place) = (LogFaults.Undecided.Code, FaultException.GetName(problem), problem.StackTrace);
            LogUndecided(logger, code, kind, place);
            return LogFaults.Undecided;
        }
    }

    private async ValueTask<Outcome<Appended>?> DecideAsync(
        AppendRequest request, IReadOnlyDictionary<Digest, StoredEntry> known, BatchDraft batch, ClockReading reading)
    {
        if (known.GetValueOrDefault(request.KeyHash) is { } earlier || batch.TryFindByKey(request.KeyHash, out earlier))
        {
            return earlier.Fingerprint == request.Fingerprint ? new Appended(earlier, IsRepeat: true) : IssuingFaults.KeyReused;
        }

        var refusal = FindWrongTime(request, reading, batch) ?? await CheckAsync(request, batch);
        return refusal is null ? default(Outcome<Appended>?) : refusal;
    }

    /// <summary>
    /// Finds the entries with the keys of these requests. Null if one of them cannot be read: then each request is looked up alone.
    /// </summary>
    private async ValueTask<IReadOnlyDictionary<Digest, StoredEntry>?> TryFindKnownAsync(IReadOnlyList<Pending> requests)
    {
        try
        {
            return await FindKnownAsync(requests);
        }
        catch (Exception)
        {
            return null; // Each request is then looked up alone, which logs the problem.
        }
    }

    private ValueTask<IReadOnlyDictionary<Digest, StoredEntry>> FindKnownAsync(IReadOnlyList<Pending> requests) =>
        session.FindByKeysAsync([.. requests.Select(pending => pending.Request.KeyHash)], CancellationToken.None);

    /// <summary>
    /// Only records wait for a correct clock, because verification compares their issue time with the block that anchors them. A revocation must not
    /// wait, and its readers use the time of the chain.
    /// </summary>
    private Refusal? FindWrongTime(AppendRequest request, ClockReading reading, BatchDraft batch)
    {
        if (request.Kind is not (EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent))
        {
            return null;
        }

        if (reading.Fault is { } fault)
        {
            var (now, newest) = (reading.Now, DateTimeOffset.FromUnixTimeMilliseconds(batch.NewestAt));
            return Refusal.At(
                fault, "", string.Create(CultureInfo.InvariantCulture, $"本机时间 {now:u}；日志最新条目 {newest:u}。"),
                string.Create(CultureInfo.InvariantCulture, $"This machine's time is {now:u}; the log's newest entry is of {newest:u}."));
        }

        return request.IssuedAt is { } issuedAt && !clock.MayLieBetween(issuedAt, reading.Now) ? Refusal.FromFault(LogFaults.ClockMoved) : null;
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
        [.. await session.FindByRecordAsync(id, CancellationToken.None), .. batch.Entries.Select(added => added.Entry).Where(entry => entry.Id == id)];

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: a request is refused because the log cannot be read: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string code, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: a request is refused because of {Problem}; the writer continues\n{Place}")]
    private static partial void LogUndecided(ILogger logger, string code, string problem, string? place);
}
