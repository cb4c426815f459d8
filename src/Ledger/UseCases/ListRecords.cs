using Ledger.Access;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Statuses;

namespace Ledger.UseCases;

/// <summary>Lists a department's records, newest first, a page at a time. For one request.</summary>
/// <param name="department">The department that issued them.</param>
/// <param name="caller">Who reads.</param>
public sealed class ListRecords(HostedDepartment department, Caller caller)
{
    private const int MostRead = 4000; // For one page, so that a filter that seldom fits does not read a whole log.

    /// <summary>Who may list.</summary>
    public static IReadOnlyList<Role> Roles => ReadRecord.Roles;

    /// <summary>Reads one page.</summary>
    /// <param name="filter">Which records it shows.</param>
    /// <param name="before">The index below which it begins; <see cref="long.MaxValue"/> for the first page.</param>
    /// <param name="size">How many records it has at most; 1 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Outcome<ListedPage>> ExecuteAsync(RecordFilter filter, long before, int size, CancellationToken cancellationToken) =>
        caller.FindFault(department, Roles) is { } fault ? fault : await ReadAsync(filter, before, size, cancellationToken);

    /// <summary>The page that ends with an index, or with the list. What is damaged beyond its end belongs to the next one.</summary>
    private static ListedPage PageOf(List<ListedRecord> records, SortedSet<long> damaged, long? end) =>
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
            var page = await SoundEntries.ListRecordsAsync(department.Store, before, size, cancellationToken);
            damaged.UnionWith(page.Damaged);
            foreach (var entry in page.Entries)
            {
                if (entry.Time < filter.From)
                {
                    return PageOf(records, damaged, null); // Times of a log never go back, so all that follow are earlier.
                }

                before = entry.Index;
                try
                {
                    if (await FindAsync(entry, filter, cancellationToken) is { } record)
                    {
                        records.Add(record);
                    }
                }
                catch (StoreDamagedException)
                {
                    damaged.Add(entry.Index); // Of a later event of the record: its status is not known.
                }

                if (records.Count == size)
                {
                    return PageOf(records, damaged, before);
                }
            }

            before = page.Damaged.Append(before).Min();
            if (page.Entries.Length + page.Damaged.Length < size)
            {
                return PageOf(records, damaged, null);
            }
        }

        return PageOf(records, damaged, before);
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
