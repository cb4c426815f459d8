using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Statuses;

/// <summary>
/// Reconciles the statuses on chain with those in the log. It compares the two and sends what differs. So a status that changed twice during an
/// outage is sent once. Used by one thread at a time.
/// </summary>
public sealed class StatusPublisher(DepartmentLog log, IAnchorChain chain, IAnchorStore store, OperatorSender sender)
{
    private const int MaxBatch = 200; // The limit of the contract for one transaction.

    // All status entries below this index are on chain in a final block, except for the conflicts. After a restart both are restored from the stored
    // mark. Used by the reconciling thread only.
    private readonly HashSet<RecordId> _conflicts = [];
    private long _settled;
    private bool _isDamaged; // Whether this run found an entry that cannot be read.

    // After a move to this chain, statuses are first sent as they were at the move, then as they are now. A record that was suspended on the old
    // chain and reinstated since must be suspended on this chain first. Otherwise this chain would not show the reinstatement. long.MaxValue if
    // there is no move to catch up with.
    private long _limit = long.MaxValue;

    /// <summary>Sends the statuses that differ, for up to 200 records. If <paramref name="maySend"/> is false, it only compares.</summary>
    /// <returns>How many of the compared records still differ, and the fault, if any.</returns>
    public async ValueTask<(int Pending, Fault? Fault)> PublishAsync(bool maySend, ChainSource source, CancellationToken cancellationToken)
    {
        var mark = (await store.ReadStatusMarkAsync(cancellationToken)).Index;
        _settled = Math.Max(_settled, mark);
        _limit = (await store.ReadBindingAsync(cancellationToken))?.MigratedSizes.FirstOrDefault(size => size > _settled, long.MaxValue) ?? long.MaxValue;
        var missing = new Dictionary<RecordId, StatusCallItem>();
        _isDamaged = false;
        await CompareAsync([.. _conflicts], missing, cancellationToken);
        await ScanAsync(missing, source, cancellationToken);
        if (missing.Count > 0 && maySend)
        {
            await sender.SendAsync(new StatusCall([.. missing.Values.Take(MaxBatch)]), cancellationToken);
        }

        if (_settled > mark && _conflicts.Count == 0)
        {
            await store.SaveStatusMarkAsync(new StatusMark(_settled, source.Final), cancellationToken);
        }

        return (missing.Count, _conflicts.Count > 0 ? AnchoringFaults.StatusDiffers : _isDamaged ? LogFaults.EntryDamaged : null);
    }

    /// <summary>Resets the mark after the chain undid a final block. All statuses are compared again.</summary>
    public async ValueTask ForgetAsync(CancellationToken cancellationToken)
    {
        _settled = 0;
        await store.SaveStatusMarkAsync(StatusMark.None, cancellationToken);
    }

    /// <summary>Compares the entries that are not settled, until one transaction is full.</summary>
    private async ValueTask ScanAsync(Dictionary<RecordId, StatusCallItem> missing, ChainSource source, CancellationToken cancellationToken)
    {
        var isSettled = true;
        var from = _settled;
        while (missing.Count < MaxBatch
            && await ReadableEntries.ListStatusesAsync(log.Store, from, MaxBatch, cancellationToken) is { } page && page.Entries.Length + page.Damaged.Length > 0)
        {
            // An unreadable entry is never settled. Each run tries it again until it is repaired. It does not stop other statuses.
            _isDamaged |= !page.Damaged.IsEmpty;
            isSettled = isSettled && page.Damaged.IsEmpty;
            var end = Math.Max(page.Entries is [.., var last] ? last.Index : -1, page.Damaged is [.., var lost] ? lost : -1) + 1;
            if (page.Entries.IsEmpty)
            {
                from = end;
                continue;
            }

            var entries = page.Entries.RemoveAll(entry => entry.Index >= _limit);
            if (entries.IsEmpty)
            {
                _settled = isSettled ? _limit : _settled;
                break;
            }

            from = page.Entries.Length == entries.Length ? end : entries[^1].Index + 1;
            ImmutableArray<RecordId> records = [.. entries.Select(entry => entry.Id).Distinct()];
            var wanted = await CompareAsync(records, missing, cancellationToken);
            isSettled = isSettled && !_isDamaged && !records.Any(missing.ContainsKey) && await IsFinalAsync(records, wanted, source, cancellationToken);
            _settled = isSettled ? from : _settled;
        }
    }

    /// <summary>Notes for each record what is missing on chain, or that there is a conflict. Returns the statuses by our log.</summary>
    private async ValueTask<ImmutableArray<EntryStatus>> CompareAsync(
        ImmutableArray<RecordId> records, Dictionary<RecordId, StatusCallItem> missing, CancellationToken cancellationToken)
    {
        var onChain = await chain.ReadStatusesAsync(log.Department.Origin, ToChainIds(records), cancellationToken);
        var wanted = ImmutableArray.CreateBuilder<EntryStatus>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            if (await TryFindAsync(records[i], cancellationToken) is not { } found)
            {
                wanted.Add(onChain[i]);
                continue;
            }

            var entries = found.RemoveAll(entry => entry.Index >= _limit);
            wanted.Add(StatusRules.StatusBy(entries));
            _conflicts.Remove(records[i]);
            if (wanted[i] == onChain[i])
            {
                continue;
            }

            if (onChain[i] > EntryStatus.Suspended)
            {
                _conflicts.Add(records[i]); // The status on chain is final. No transaction can change it.
            }
            else
            {
                missing[records[i]] = new StatusCallItem(records[i].ToChainId(), wanted[i], SuccessorBy(entries));
            }
        }

        return wanted.MoveToImmutable();
    }

    /// <summary>Finds the entries of a record. Null if one is damaged: then the status is unknown and nothing is sent.</summary>
    private async ValueTask<ImmutableArray<StoredEntry>?> TryFindAsync(RecordId record, CancellationToken cancellationToken)
    {
        try
        {
            return await log.Store.FindByRecordAsync(record, cancellationToken);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            _isDamaged = true;
            return null;
        }
    }

    private async ValueTask<bool> IsFinalAsync(
        ImmutableArray<RecordId> records, ImmutableArray<EntryStatus> wanted, ChainSource source, CancellationToken cancellationToken)
    {
        if (source.Final.Number < 0)
        {
            return false;
        }

        // Ask at that very block, even on a chain where every block is final at once. The mark names this block. If the chain loses blocks above it,
        // statuses in them are lost too.
        try
        {
            var final = await chain.ReadStatusesAtAsync(log.Department.Origin, ToChainIds(records), source.Final, cancellationToken);
            return Enumerable.Range(0, records.Length).All(i => final[i] == wanted[i] || _conflicts.Contains(records[i]));
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return false; // Many nodes drop the state of older blocks. Without an answer the statuses are only compared again.
        }
    }

    private static Digest SuccessorBy(ImmutableArray<StoredEntry> entries) =>
        entries.LastOrDefault(entry => entry.Kind is EntryKind.Status)?.Successor?.ToChainId() ?? default(Digest);

    private static ImmutableArray<Digest> ToChainIds(ImmutableArray<RecordId> records) => [.. records.Select(id => id.ToChainId())];
}
