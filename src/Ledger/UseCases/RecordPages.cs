using Ledger.Hosting;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Reads pages of a department's records, newest first, from one of its lists.</summary>
/// <param name="department">The department.</param>
/// <param name="list">Lists entries below an index, newest first; the damaged ones are named.</param>
internal sealed class RecordPages(HostedDepartment department, Func<long, int, CancellationToken, ValueTask<ReadablePage>> list)
{
    private const int MostRead = 4000; // The limit for one page, so that a filter with few matches does not read the whole log.

    /// <summary>Reads one page.</summary>
    /// <param name="filter">Which records to show.</param>
    /// <param name="before">Only records below this index. <see cref="long.MaxValue"/> for the first page.</param>
    /// <param name="size">The most records in the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<ListedPage> ReadAsync(RecordFilter filter, long before, int size, CancellationToken cancellationToken)
    {
        if (filter.To is { } end)
        {
            before = Math.Min(before, await RecordTimes.FirstIndexAtAsync(department.Store, before, end, cancellationToken));
        }

        var records = new List<ListedRecord>();
        var damaged = new SortedSet<long>();
        for (var read = 0; read < MostRead; read += size)
        {
            var page = await list(before, size, cancellationToken);
            damaged.UnionWith(page.Damaged);
            foreach (var entry in page.Entries)
            {
                if (entry.Time < filter.From)
                {
                    return CreatePage(records, damaged, null); // The times of a log never go back, so all further records are earlier.
                }

                before = entry.Index;
                try
                {
                    if (await FindAsync(entry, filter, cancellationToken) is { } record)
                    {
                        records.Add(record);
                    }
                }
                catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
                {
                    damaged.Add(entry.Index); // A later event of the record is damaged, so its status is unknown.
                }

                if (records.Count == size)
                {
                    return CreatePage(records, damaged, before);
                }
            }

            before = page.Damaged.Append(before).Min();
            if (page.Entries.Length + page.Damaged.Length < size)
            {
                return CreatePage(records, damaged, null);
            }
        }

        return CreatePage(records, damaged, before);
    }

    /// <summary>The record that an entry issued. Null if it issued none, or not one that the filter selects.</summary>
    public async ValueTask<ListedRecord?> FindAsync(StoredEntry entry, RecordFilter filter, CancellationToken cancellationToken)
    {
        if (!entry.IsRecord || (filter.Type is { } type && entry.Type != type))
        {
            return null;
        }

        var status = StatusRules.StatusBy(await department.Store.FindByRecordAsync(entry.Id, cancellationToken));
        return filter.Status is { } wanted && status != wanted ? null : new ListedRecord(entry, status);
    }

    /// <summary>Makes a page that ends at an index, or at the end of the list. Damaged entries after the page belong to the next page.</summary>
    private static ListedPage CreatePage(List<ListedRecord> records, SortedSet<long> damaged, long? end) =>
        new(records, end, [.. damaged.Where(index => index >= (end ?? 0)).OrderDescending()]);
}
