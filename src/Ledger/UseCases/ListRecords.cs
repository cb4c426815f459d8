using Ledger.Access;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Statuses;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Lists a department's records in pages, newest first. One instance serves one request.</summary>
/// <param name="department">The department that issued the records.</param>
/// <param name="caller">The caller.</param>
public sealed class ListRecords(HostedDepartment department, Caller caller)
{
    private const int MostRead = 4000; // The limit for one page, so that a filter with few matches does not read the whole log.

    /// <summary>The roles that may list.</summary>
    public static IReadOnlyList<Role> Roles => ReadRecord.Roles;

    /// <summary>Reads one page.</summary>
    /// <param name="filter">Which records to show.</param>
    /// <param name="before">Only records below this index. <see cref="long.MaxValue"/> for the first page.</param>
    /// <param name="size">The most records in the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<ListedPage>> ExecuteAsync(RecordFilter filter, long before, int size, CancellationToken cancellationToken) =>
        caller.FindFault(department, Roles) is { } fault ? fault : await ReadAsync(filter, before, size, cancellationToken);

    /// <summary>Makes a page that ends at an index, or at the end of the list. Damaged entries after the page belong to the next page.</summary>
    private static ListedPage CreatePage(List<ListedRecord> records, SortedSet<long> damaged, long? end) =>
        new(records, end, [.. damaged.Where(index => index >= (end ?? 0)).OrderDescending()]);

    private async ValueTask<ListedPage> ReadAsync(RecordFilter filter, long before, int size, CancellationToken cancellationToken)
    {
        if (filter.To is { } end)
        {
            before = Math.Min(before, await RecordTimes.FirstIndexAtAsync(department.Store, before, end, cancellationToken));
        }

        var records = new List<ListedRecord>();
        var damaged = new SortedSet<long>();
        for (var read = 0; read < MostRead; read += size)
        {
            var page = await ReadableEntries.ListRecordsAsync(department.Store, before, size, cancellationToken);
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

    private async ValueTask<ListedRecord?> FindAsync(StoredEntry entry, RecordFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Type is { } type && entry.Type != type)
        {
            return null;
        }

        var status = StatusRules.StatusBy(await department.Store.FindByRecordAsync(entry.Id, cancellationToken));
        return filter.Status is { } wanted && status != wanted ? null : new ListedRecord(entry, status);
    }
}
