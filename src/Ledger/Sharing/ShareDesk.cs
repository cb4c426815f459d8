using System.Collections.Immutable;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Sharing;

/// <summary>
/// Makes, finds and ends the shares of a department. A share is a disclosure in the journal, encrypted for the resident; it is logged before its code
/// exists anywhere else. Beside the journal stands only how a code is found and whether the share was ended. So a crash leaves a share that nobody has
/// the code of, and never a code whose share is not logged. Safe for use from any thread.
/// </summary>
/// <param name="log">The log of the department.</param>
/// <param name="disclosures">Logs the share.</param>
/// <param name="reader">Reads logged shares.</param>
/// <param name="store">Finds them by code.</param>
/// <param name="payloads">Says which subjects are being erased.</param>
/// <param name="indexes">Hashes the codes.</param>
/// <param name="clock">The machine's clock.</param>
public sealed class ShareDesk(
    DepartmentLog log, DisclosureLogger disclosures, DisclosureReader reader, IShareStore store, PayloadBox payloads, BlindIndexes indexes, TimeProvider clock)
{
    /// <summary>The most open shares of one resident in one department. Requests at the same moment can exceed it by a few.</summary>
    public const int MostOpen = 100;

    /// <summary>The most shares of one resident in one department whose end is still ahead, also those that were ended before it.</summary>
    public const int MostKept = 300;

    /// <summary>Limits how often each share is opened.</summary>
    public OpeningLimit Openings { get; } = new(clock);

    // The log's newest entry is a time that has passed, also when the machine's clock was set back. A share that ran out must not open again.
    private DateTimeOffset Now
    {
        get
        {
            var newest = DateTimeOffset.FromUnixTimeMilliseconds(log.Publisher.Published.Head.At);
            var now = clock.GetUtcNow();
            return now > newest ? now : newest;
        }
    }

    /// <summary>Forgets the codes of shares whose time is over. Call it when the department is opened.</summary>
    public ValueTask ForgetExpiredAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        return store.ForgetAsync(row => row.Ends <= now, cancellationToken);
    }

    /// <summary>Shares a record.</summary>
    /// <param name="subject">The resident.</param>
    /// <param name="shared">The disclosure of the share, without its terms.</param>
    /// <param name="ends">The end, exclusive.</param>
    /// <param name="way">How the resident hands the code on.</param>
    /// <param name="paths">The chosen claims.</param>
    /// <param name="cancellationToken">Cancels the work before the share is in the queue of the writer.</param>
    /// <returns>The code; or why nothing is shared.</returns>
    public async ValueTask<Outcome<MadeShare>> ShareAsync(
        SubjectHandle subject, Disclosure shared, DateTimeOffset ends, ShareWay way, ImmutableArray<ClaimPath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shared);
        var now = Now;
        if (store.List(subject).Length >= MostKept)
        {
            await store.ForgetAsync(row => row.Subject == subject && row.Ends <= now, cancellationToken);
        }

        var kept = store.List(subject);
        if (kept.Length >= MostKept || kept.Count(row => FindState(row, now) is ShareState.Open) >= MostOpen)
        {
            return SharingFaults.TooMany;
        }

        var code = ShareCode.Create();
        var until = DateTimeOffset.FromUnixTimeMilliseconds(ends.ToUnixTimeMilliseconds());
        var terms = new ShareTerms(indexes.ForShare(code.Symbols), until, way, paths);
        var logged = await disclosures.LogAsync(subject, shared with { Form = DisclosureForm.Share, Share = terms }, cancellationToken);
        if (logged.Refusal is { } refusal)
        {
            return refusal;
        }

        var entry = logged.Required.Entry;
        await store.AddAsync(new ShareRow(terms.Code, entry.Index, entry.Subject, until, null), CancellationToken.None);
        if (payloads.IsCondemned(entry.Subject))
        {
            // The erasure forgets what it finds. If it looked before the line above, it had begun before it.
            await store.ForgetAsync(row => row.Subject == entry.Subject, CancellationToken.None);
            return ErasureFaults.BeingErased;
        }

        return new MadeShare(entry, code, until);
    }

    /// <summary>The shares of a resident that have not run out since the last start, newest first.</summary>
    public async ValueTask<ImmutableArray<LoggedShare>> ListAsync(SubjectHandle subject, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<LoggedShare>();
        foreach (var row in store.List(subject))
        {
            if (await ReadAsync(row.Index, cancellationToken) is { } share)
            {
                found.Add(share);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The open share with a code. Null if there is none: unknown, run out, ended and erased are all the same.</summary>
    public async ValueTask<LoggedShare?> FindOpenAsync(ShareCode code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var hash = indexes.ForShare(code.Symbols);
        return store.Find(hash) is { } row && await ReadAsync(row.Index, cancellationToken) is { State: ShareState.Open } share && share.Terms.Code == hash ? share : null;
    }

    /// <summary>Whether a share is still open.</summary>
    public bool IsOpen(LoggedShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return store.Find(share.Entry.Index) is { } row && FindState(row, Now) is ShareState.Open;
    }

    /// <summary>Ends a share. A repeat changes nothing.</summary>
    /// <param name="subject">The resident.</param>
    /// <param name="id">The share: the id of its entry.</param>
    /// <param name="cancellationToken">Cancels the change before it is written.</param>
    /// <returns>The share; or that this resident has no such share.</returns>
    public async ValueTask<Outcome<LoggedShare>> EndAsync(SubjectHandle subject, RecordId id, CancellationToken cancellationToken)
    {
        if (await log.Store.FindByRecordAsync(id, cancellationToken) is not [var entry, ..] || entry.Subject != subject || await ReadAsync(entry.Index, cancellationToken) is null)
        {
            return SharingFaults.NotFound;
        }

        await store.EndAsync(entry.Index, Now, cancellationToken);
        return await ReadAsync(entry.Index, cancellationToken) is { } ended ? ended : SharingFaults.NotFound;
    }

    /// <summary>The share with an entry, as the journal has it. Null if the entry is no share, or was erased or lost.</summary>
    private async ValueTask<LoggedShare?> ReadAsync(long index, CancellationToken cancellationToken)
    {
        if (await log.Store.FindAsync(index, cancellationToken) is not { Kind: EntryKind.Disclosure } entry
            || await reader.FindAsync(entry, cancellationToken) is not { Disclosure: { Share: { } terms, Records: [var record] } })
        {
            return null;
        }

        var now = Now;
        return store.Find(index) is { } row ? new LoggedShare(entry, record, terms, FindState(row with { Ends = terms.Ends }, now), row.EndedAt)
            : new LoggedShare(entry, record, terms, terms.Ends <= now ? ShareState.Expired : ShareState.Ended, null);
    }

    private static ShareState FindState(ShareRow row, DateTimeOffset now) =>
        row.EndedAt is not null ? ShareState.Ended : row.Ends <= now ? ShareState.Expired : ShareState.Open;
}
