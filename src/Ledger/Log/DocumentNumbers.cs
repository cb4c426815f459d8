using Ledger.Issuing;
using Ledger.Sealing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Prevents a department from issuing one document twice. Of two records of one type family with one document number, at most one is in force, unless
/// the later record names the one that it replaces. Safe for use from any thread.
/// </summary>
public sealed class DocumentNumbers(ILogReader store, IDocumentIndex index, PayloadBox payloads, BlindIndexes indexes, RecordTypeCatalogue types)
{
    /// <summary>
    /// Updates the index to the committed head by reading each payload that is not indexed. Call it once, before the log accepts entries.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var head = await store.ReadHeadAsync(cancellationToken);
        for (var at = index.Covered; at < head.Size; at++)
        {
            var key = await TryFindEntryAsync(at, cancellationToken) is { IsRecord: true } entry ? await FindKeyAsync(entry, cancellationToken) : null;
            index.Add(at, key is null ? default : indexes.ForDocument(key));
        }
    }

    /// <summary>Finds an entry. Null if it is damaged: one entry must not prevent the log from being opened.</summary>
    private async ValueTask<StoredEntry?> TryFindEntryAsync(long at, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindAsync(at, cancellationToken);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            return null;
        }
    }

    /// <summary>Why a record must not be issued besides those in force. Null if it may.</summary>
    /// <param name="record">The record.</param>
    /// <param name="batch">The entries of the current batch.</param>
    public async ValueTask<Refusal?> CheckAsync(SealedRecord record, IReadOnlyList<NewEntry> batch)
    {
        if (record.Replaces is { } replaced && await CheckReplacedAsync(record, replaced, batch) is { } refusal)
        {
            return refusal;
        }

        if (record.DocumentKey is not { } key)
        {
            return null;
        }

        foreach (var earlier in await FindAsync(record.Document, key, batch, CancellationToken.None))
        {
            var isNamed = earlier.Id == record.Replaces || (earlier.Id == record.Predecessor && earlier.Subject == record.Subject);
            if (!isNamed && !IsFinal(await HistoryAsync(earlier.Id, batch)))
            {
                return Refusal.At(IssuingFaults.DocumentIssuedBefore, DocumentNumber.Pointer,
                    $"该编号已用于记录 {earlier.Id}。", $"The number is that of record {earlier.Id}.") with
                { Earlier = earlier.Id.ToString() };
            }
        }

        return null;
    }

    /// <summary>The entries that issued a document with a number, of any type, oldest first. Those of erased subjects are not found.</summary>
    /// <param name="number">The number as typed: blanks, width and case do not count.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async ValueTask<IReadOnlyList<StoredEntry>> FindAsync(string number, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<long, StoredEntry>();
        foreach (var family in types.Types.Select(type => RecordFamily.WithoutVersion(type.Metadata.Vct)).Distinct(StringComparer.Ordinal))
        {
            var key = DocumentNumber.FormatKey(family, number);
            foreach (var entry in await FindAsync(indexes.ForDocument(key), key, [], cancellationToken))
            {
                found[entry.Index] = entry;
            }
        }

        return [.. found.Values];
    }

    private async ValueTask<Refusal?> CheckReplacedAsync(SealedRecord record, RecordId replaced, IReadOnlyList<NewEntry> batch)
    {
        var history = await HistoryAsync(replaced, batch);
        var fits = history is [{ IsRecord: true } first, ..] && first.Subject == record.Subject
            && RecordFamily.WithoutVersion(first.Type) == RecordFamily.WithoutVersion(record.Type) && !IsFinal(history);
        return fits ? null : Refusal.At(IssuingFaults.ReplacedUnknown, "/replaces",
            "没有同一居民、同一类型、尚未终结的这条记录。", "There is no such record of the same subject and type that is still open.");
    }

    private async ValueTask<List<StoredEntry>> FindAsync(Digest document, string key, IReadOnlyList<NewEntry> batch, CancellationToken cancellationToken)
    {
        var found = new List<StoredEntry>();
        foreach (var at in index.Find(document))
        {
            // The index gives candidates. The payload decides.
            if (await store.FindAsync(at, cancellationToken) is { } entry && await FindKeyAsync(entry, cancellationToken) == key)
            {
                found.Add(entry);
            }
        }

        found.AddRange(batch.Where(added => added.Document == document).Select(added => added.Entry));
        return found;
    }

    private async ValueTask<IReadOnlyList<StoredEntry>> HistoryAsync(RecordId id, IReadOnlyList<NewEntry> batch) =>
        [.. await store.FindByRecordAsync(id, CancellationToken.None), .. batch.Select(added => added.Entry).Where(entry => entry.Id == id)];

    private static bool IsFinal(IReadOnlyList<StoredEntry> history) =>
        history.LastOrDefault(entry => entry.Kind is EntryKind.Status)?.Status is EntryStatus.Revoked or EntryStatus.Superseded or EntryStatus.Withdrawn;

    /// <summary>
    /// The key of the document number in a record's payload: equal for all spellings of one number. Null without a number. An erased, lost or damaged
    /// payload has no number that could be used twice. A reader of that record learns what is wrong with it.
    /// </summary>
    private async ValueTask<string?> FindKeyAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var closed = await store.ReadPayloadAsync(entry.Index, cancellationToken);
            return !closed.IsEmpty && await payloads.OpenAsync(entry.Id, entry.Subject, closed, cancellationToken) is { Refusal: null, Payload: var payload }
                && SdJwt.TryParse(payload.Text, out var record, out _) && record.TryDisclose(out var claims, out _)
                ? DocumentNumber.FindKey(entry.Type, claims.Payload)
                : null;
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            return null;
        }
    }
}
