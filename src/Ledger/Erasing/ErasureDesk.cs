using System.Security.Cryptography;
using System.Text;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Sharing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Erasing;

/// <summary>
/// Erases subjects. The certificate is logged first; then the key, the way from the person to the handle, the document numbers and the codes of shares are destroyed. So
/// after a crash an erasure has not begun, or the next start completes it before anything is read. Safe for use from any thread.
/// </summary>
/// <param name="log">The log of the department.</param>
/// <param name="payloads">The payloads of the department.</param>
/// <param name="keys">The subjects of the department.</param>
/// <param name="store">The requests, the holds, and the list of erased subjects.</param>
/// <param name="documents">The index of document numbers.</param>
/// <param name="shares">The codes of shares.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class ErasureDesk(
    DepartmentLog log, PayloadBox payloads, ISubjectKeys keys, IErasureStore store, IDocumentIndex documents, IShareStore shares, TimeProvider clock) : IDisposable
{
    private const int Page = 1000;
    private const int Attempts = 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PayloadTexts _texts = new(log.Store, payloads);

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The open requests and the holds.</summary>
    public async ValueTask<ErasureBook> ReadBookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await store.ReadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks for an erasure. A repeat gets the request that is open.</summary>
    /// <param name="subject">The subject; not erased.</param>
    /// <param name="basis">The legal basis.</param>
    /// <param name="law">The law, the decision or the letter. Null if not given.</param>
    /// <param name="by">The name of the token that asks.</param>
    /// <param name="cancellationToken">Cancels the request before it is written.</param>
    public Task<Outcome<AskedErasure>> AskAsync(SubjectHandle subject, ErasureBasis basis, string? law, string by, CancellationToken cancellationToken) =>
        ChangeAsync<AskedErasure>(subject, book =>
        {
            if (book.FindHold(subject, Today) is { } hold)
            {
                return (book, Refuse(hold));
            }

            var now = clock.GetUtcNow();
            var asked = book.Asked.FirstOrDefault(one => one.Subject == subject) ?? new AskedErasure(RecordId.Create(now), subject, basis, law, by, now);
            return (book.Asked.Contains(asked) ? book : book with { Asked = book.Asked.Add(asked) }, asked);
        }, cancellationToken);

    /// <summary>Withdraws a request that nobody has approved.</summary>
    /// <param name="id">The request.</param>
    /// <param name="cancellationToken">Cancels the withdrawal before it is written.</param>
    public Task<Outcome<AskedErasure>> WithdrawAsync(RecordId id, CancellationToken cancellationToken) => ChangeAsync<AskedErasure>(default, book =>
        book.Asked.FirstOrDefault(one => one.Id == id) is { } asked ? (book with { Asked = book.Asked.Remove(asked) }, asked) : (book, ErasureFaults.NotFound), cancellationToken);

    /// <summary>Places a hold. A law that requires the data wins over a request that is open.</summary>
    /// <param name="subject">The subject; not erased.</param>
    /// <param name="law">The law, and why it applies.</param>
    /// <param name="until">The last day (UTC) on which the data must be kept.</param>
    /// <param name="by">The name of the token that places it.</param>
    /// <param name="cancellationToken">Cancels the hold before it is written.</param>
    public Task<Outcome<LegalHold>> HoldAsync(SubjectHandle subject, string law, DateOnly until, string by, CancellationToken cancellationToken) =>
        ChangeAsync<LegalHold>(subject, book =>
        {
            var now = clock.GetUtcNow();
            var hold = book.Holds.FirstOrDefault(one => one.Subject == subject && one.Law == law && one.Until == until && one.ReleasedAt is null)
                ?? new LegalHold(RecordId.Create(now), subject, law, until, by, now);
            return (book.Holds.Contains(hold) ? book : book with { Holds = book.Holds.Add(hold) }, hold);
        }, cancellationToken);

    /// <summary>Ends a hold before its day. The book keeps it with the name of the token. A repeat changes nothing.</summary>
    /// <param name="id">The hold.</param>
    /// <param name="by">The name of the token that ends it.</param>
    /// <param name="cancellationToken">Cancels the change before it is written.</param>
    public Task<Outcome<LegalHold>> ReleaseAsync(RecordId id, string by, CancellationToken cancellationToken) => ChangeAsync<LegalHold>(default, book =>
    {
        if (book.Holds.FirstOrDefault(one => one.Id == id) is not { } hold)
        {
            return (book, ErasureFaults.HoldNotFound);
        }

        var released = hold.ReleasedAt is null ? hold with { ReleasedBy = by, ReleasedAt = clock.GetUtcNow() } : hold;
        return (book with { Holds = book.Holds.Replace(hold, released) }, released);
    }, cancellationToken);

    /// <summary>Approves a request and erases the subject. A repeat gets the certificate.</summary>
    /// <param name="id">The request.</param>
    /// <param name="by">The name of the token that approves.</param>
    /// <param name="areIndependent">Whether nothing says that the holders of two tokens, by name, are the same person.</param>
    /// <param name="backupsGoneBy">The day (UTC) by which the last backup with the data is gone.</param>
    /// <param name="cancellationToken">Cancels the erasure before it is logged.</param>
    /// <exception cref="IOException">The certificate is logged, and the disk failed before the data was destroyed. The next start destroys it.</exception>
    public async Task<Outcome<LoggedErasure>> ApproveAsync(
        RecordId id, string by, Func<string, string, bool> areIndependent, DateOnly backupsGoneBy, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(id, cancellationToken) is { } done)
            {
                await CompleteAsync(new ErasedSubject(done.Entry.About.Subject, done.Entry.Index, id), CancellationToken.None); // The first attempt may have failed.
                return done;
            }

            var book = await store.ReadAsync(cancellationToken);
            if (book.Asked.FirstOrDefault(one => one.Id == id) is not { } asked || await keys.IsErasedAsync(asked.Subject, cancellationToken))
            {
                return ErasureFaults.NotFound;
            }

            return asked.By == by || !areIndependent(asked.By, by) ? ErasureFaults.SecondPersonNeeded
                : book.FindHold(asked.Subject, Today) is { } hold ? Refuse(hold)
                : await EraseAsync(asked, by, backupsGoneBy);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The certificate with an id. Null if there is none.</summary>
    public async ValueTask<LoggedErasure?> FindAsync(RecordId id, CancellationToken cancellationToken) =>
        await log.Store.FindByRecordAsync(id, cancellationToken) is [{ Kind: EntryKind.Erasure } entry, ..] ? await ReadAsync(entry, cancellationToken) : null;

    /// <summary>The certificate of an erased subject. Null if the log has none.</summary>
    public async ValueTask<LoggedErasure?> FindAsync(SubjectHandle subject, CancellationToken cancellationToken) =>
        !subject.IsNone && await log.Store.ListBySubjectAsync(subject, long.MaxValue, 1, cancellationToken) is [{ Kind: EntryKind.Erasure } entry]
            ? await ReadAsync(entry, cancellationToken)
            : null;

    /// <summary>The certificates of the department, newest first.</summary>
    /// <param name="before">Only entries below this index.</param>
    /// <param name="limit">The most certificates.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<LoggedErasure>> ListAsync(long before, int limit, CancellationToken cancellationToken)
    {
        var found = new List<LoggedErasure>();
        foreach (var entry in await log.Store.ListErasuresAsync(before, limit, cancellationToken))
        {
            found.Add(await ReadAsync(entry, cancellationToken));
        }

        return found;
    }

    /// <summary>
    /// Completes what a crash interrupted, and repeats every erasure that a restored backup does not know. Call it before anything is read.
    /// </summary>
    public async Task CompleteAllAsync(CancellationToken cancellationToken)
    {
        var listed = (await store.ListErasedAsync(cancellationToken)).ToDictionary(one => one.Subject);
        for (var before = long.MaxValue; await log.Store.ListErasuresAsync(before, Page, cancellationToken) is { IsEmpty: false } entries; before = entries[^1].Index)
        {
            foreach (var entry in entries.Where(entry => !entry.About.Subject.IsNone && !listed.ContainsKey(entry.About.Subject)))
            {
                listed[entry.About.Subject] = new ErasedSubject(entry.About.Subject, entry.Index, entry.Id);
            }
        }

        foreach (var erased in listed.Values)
        {
            await CompleteAsync(erased, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<Outcome<LoggedErasure>> EraseAsync(AskedErasure asked, string by, DateOnly backupsGoneBy)
    {
        // From here on the log takes nothing about the subject, so the number of its entries cannot grow any more.
        payloads.Condemn(asked.Subject);
        for (var attempt = 1; ; attempt++)
        {
            var appended = await AppendAsync(asked, by, backupsGoneBy);
            if (appended.Refusal is null)
            {
                var entry = appended.Required.Entry;
                await CompleteAsync(new ErasedSubject(asked.Subject, entry.Index, entry.Id), CancellationToken.None);
                return await ReadAsync(entry, CancellationToken.None);
            }

            if (appended.Refusal.Fault != ErasureFaults.BeingErased || attempt == Attempts)
            {
                if (log.Sequencer.State.Fault is null)
                {
                    payloads.Spare(asked.Subject); // If the writer has stopped, the certificate may be in the log; only the next start knows.
                }

                return appended.Refusal;
            }
        }
    }

    private async ValueTask<Outcome<Appended>> AppendAsync(AskedErasure asked, string by, DateOnly backupsGoneBy)
    {
        var commitments = await CountAsync(asked.Subject, []);
        var text = new ErasureCertificate
        {
            Department = log.Department.Id.ToString(),
            Basis = asked.Basis,
            Law = asked.Law,
            AskedBy = asked.By,
            ApprovedBy = by,
            Commitments = commitments,
            OutOfService = clock.GetUtcNow(),
            BackupsGoneBy = backupsGoneBy,
        }.ToText();
        var own = await payloads.GetOrCreateSubjectAsync(default, CancellationToken.None); // The certificate is the department's and must outlive the subject's key.
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        return await log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = asked.Id,
            Kind = EntryKind.Erasure,
            Commitment = Commitment.Compute(salt, Encoding.UTF8.GetBytes(text)),
            Subject = own.Handle,
            About = new EntryAbout(null, null, asked.Subject),
            KeyHash = default,
            Fingerprint = default,
            Payload = payloads.Close(asked.Id, own, new Payload(salt, text)),
            AdmitBeside = async batch => await CountAsync(asked.Subject, batch) == commitments ? null : Refusal.FromFault(ErasureFaults.BeingErased),
        });
    }

    private async ValueTask<long> CountAsync(SubjectHandle subject, IReadOnlyList<NewEntry> batch)
    {
        var count = batch.Count(added => added.Entry.Subject == subject);
        for (var before = long.MaxValue; await log.Store.ListBySubjectAsync(subject, before, Page, CancellationToken.None) is { IsEmpty: false } page; before = page[^1].Index)
        {
            count += page.Length;
        }

        return count;
    }

    /// <summary>Destroys what is left of an erased subject. Every step may be repeated.</summary>
    private async Task CompleteAsync(ErasedSubject erased, CancellationToken cancellationToken)
    {
        await store.AddErasedAsync(erased, cancellationToken); // First, so that a backup from before cannot bring the subject back.
        await keys.EraseAsync(erased.Subject, cancellationToken);
        var records = new List<long>();
        for (var before = long.MaxValue; await log.Store.ListBySubjectAsync(erased.Subject, before, Page, cancellationToken) is { IsEmpty: false } page; before = page[^1].Index)
        {
            records.AddRange(page.Where(entry => entry.IsRecord).Select(entry => entry.Index));
        }

        documents.Forget(records);
        await shares.ForgetAsync(row => row.Subject == erased.Subject, cancellationToken);
        var book = await store.ReadAsync(cancellationToken);
        if (book.Asked.Any(one => one.Subject == erased.Subject) || book.Holds.Any(one => one.Subject == erased.Subject))
        {
            await store.ReplaceAsync(book.Without(erased.Subject), cancellationToken);
        }
    }

    private async ValueTask<LoggedErasure> ReadAsync(StoredEntry entry, CancellationToken cancellationToken) =>
        await _texts.FindAsync(entry, cancellationToken) is { } payload
            ? new LoggedErasure(entry, ErasureCertificate.Read(payload.Text), payload.Salt, payload.Text)
            : new LoggedErasure(entry, null, null, null);

    /// <summary>Changes the book, unless the subject was erased since the caller found it. None for a change of what the book has already.</summary>
    private async Task<Outcome<T>> ChangeAsync<T>(
        SubjectHandle subject, Func<ErasureBook, (ErasureBook Book, Outcome<T> Outcome)> change, CancellationToken cancellationToken)
        where T : class
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await keys.IsErasedAsync(subject, cancellationToken))
            {
                return ErasureFaults.SubjectUnknown;
            }

            var before = await store.ReadAsync(cancellationToken);
            var (after, outcome) = change(before);
            if (after != before)
            {
                await store.ReplaceAsync(after, cancellationToken);
            }

            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static Refusal Refuse(LegalHold hold) =>
        Refusal.At(ErasureFaults.HeldByLaw, "/subject", $"依据：{hold.Law}；保留至 {hold.Until:yyyy-MM-dd}。", $"By {hold.Law}, until {hold.Until:yyyy-MM-dd}.");
}
