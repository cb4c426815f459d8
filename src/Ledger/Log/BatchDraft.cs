using System.Globalization;
using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging;

namespace Ledger.Log;

/// <summary>
/// A batch in preparation: decides which requests become entries, and holds the answers to give when the entries are durable. It writes nothing. So a
/// failure refuses only the request that caused it, and the writer continues. Used by one thread at a time.
/// </summary>
/// <param name="session">The session that commits the batch.</param>
/// <param name="head">The head that the batch extends.</param>
/// <param name="clock">The clock of the writer. It is read once, so all entries have one time.</param>
/// <param name="payloads">Says which subjects are being erased.</param>
/// <param name="logger">Logs what prevented a decision.</param>
internal sealed partial class BatchDraft(ILogSession session, LogHead head, LogClock clock, PayloadBox payloads, ILogger logger)
{
    private readonly ClockReading _reading = clock.Read(head.At);
    private readonly List<(Pending Pending, Outcome<Appended> Answer)> _answers = [];
    private readonly Dictionary<Digest, StoredEntry> _byKey = [];

    /// <summary>The time of the entries. It is never before that of the entry before them.</summary>
    public long At => Math.Max(_reading.Trusted.ToUnixTimeMilliseconds(), head.At);

    public List<NewEntry> Entries { get; } = [];

    /// <summary>Decides the requests in their order, considering the entries already in the batch.</summary>
    public async ValueTask AdmitAsync(IReadOnlyList<Pending> requests)
    {
        var known = await TryFindKnownAsync(requests);
        foreach (var pending in requests)
        {
            var answer = await TryDecideAsync(pending, known) ?? new Appended(Add(pending.Request), IsRepeat: false);
            _answers.Add((pending, answer));
        }
    }

    /// <summary>Gives the answers. Call it when the entries are durable.</summary>
    public void AnswerAll()
    {
        foreach (var (pending, answer) in _answers)
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    /// <summary>The answer to a request that adds no entry. Null if it adds one.</summary>
    private async ValueTask<Outcome<Appended>?> TryDecideAsync(Pending pending, IReadOnlyDictionary<Digest, StoredEntry>? known)
    {
        try
        {
            return await DecideAsync(pending.Request, known ?? await FindKnownAsync([pending]));
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

    private async ValueTask<Outcome<Appended>?> DecideAsync(AppendRequest request, IReadOnlyDictionary<Digest, StoredEntry> known)
    {
        if (!request.KeyHash.IsZero && (known.GetValueOrDefault(request.KeyHash) is { } earlier || _byKey.TryGetValue(request.KeyHash, out earlier)))
        {
            return earlier.Fingerprint == request.Fingerprint ? new Appended(earlier, IsRepeat: true) : IssuingFaults.KeyReused;
        }

        if (payloads.IsCondemned(request.Subject))
        {
            return ErasureFaults.BeingErased; // Sealed before the erasure, and too late now.
        }

        var refusal = FindWrongTime(request) ?? await CheckAsync(request);
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
    private Refusal? FindWrongTime(AppendRequest request)
    {
        if (request.Kind is not (EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent))
        {
            return null;
        }

        if (_reading.Fault is { } fault)
        {
            var (now, newest) = (_reading.Now, DateTimeOffset.FromUnixTimeMilliseconds(head.At));
            return Refusal.At(
                fault, "", string.Create(CultureInfo.InvariantCulture, $"本机时间 {now:u}；日志最新条目 {newest:u}。"),
                string.Create(CultureInfo.InvariantCulture, $"This machine's time is {now:u}; the log's newest entry is of {newest:u}."));
        }

        return request.IssuedAt is { } issuedAt && !clock.MayLieBetween(issuedAt, _reading.Now) ? Refusal.FromFault(LogFaults.ClockMoved) : null;
    }

    private async ValueTask<Refusal?> CheckAsync(AppendRequest request)
    {
        var refusal = request.Admit is { } admit ? admit(await HistoryAsync(request.Id)) : null;
        if (refusal is null && request is { Successor: { } successor, AdmitSuccessor: { } admitSuccessor })
        {
            refusal = admitSuccessor(await HistoryAsync(successor));
        }

        return refusal is null && request.AdmitBeside is { } admitBeside ? await admitBeside(Entries) : refusal;
    }

    private async ValueTask<IReadOnlyList<StoredEntry>> HistoryAsync(RecordId id) =>
        [.. await session.FindByRecordAsync(id, CancellationToken.None), .. Entries.Select(added => added.Entry).Where(entry => entry.Id == id)];

    private StoredEntry Add(AppendRequest request)
    {
        var entry = new StoredEntry
        {
            Index = head.Size + Entries.Count,
            Id = request.Id,
            Kind = request.Kind,
            Status = request.Status,
            Successor = request.Successor,
            At = At,
            Text = new LogEntry(At, request.Commitment, request.Id.ToString(), request.Kind, request.Status).ToUtf8(),
            Type = request.Type,
            Subject = request.Subject,
            About = request.About,
            KeyHash = request.KeyHash,
            Fingerprint = request.Fingerprint,
        };
        Entries.Add(new NewEntry(entry, request.Payload) { Document = request.Document });
        if (!request.KeyHash.IsZero)
        {
            _byKey.Add(request.KeyHash, entry);
        }

        return entry;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code}: a request is refused because the log cannot be read: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string code, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Code}: a request is refused because of {Problem}; the writer continues\n{Place}")]
    private static partial void LogUndecided(ILogger logger, string code, string problem, string? place);
}
