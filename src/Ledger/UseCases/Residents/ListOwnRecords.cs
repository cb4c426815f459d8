using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Lists the records of the resident who is signed in, of all departments of this node. The look is logged in each department that knows her before
/// anything is shown. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class ListOwnRecords(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Reads a page.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cursor">The <see cref="OwnRecordPage.Next"/> of the page before. Null for the first page.</param>
    /// <param name="size">The most records on the page; see <see cref="OwnPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<OwnRecordPage>> ExecuteAsync(Resident resident, string? cursor, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var begin = PageCursor.Read(cursor);
        if (begin.Refusal is { } malformed)
        {
            return malformed;
        }

        var list = new OwnList(departments, purposes, resident);
        await list.FindAsync(cancellationToken);
        var sources = list.Open(begin.Required, entry => entry.IsRecord);
        var rows = new List<(string Source, OwnRecordRow Row)>();
        foreach (var (source, row) in await MergedLists.ReadAsync(sources, OwnPageSize.Limit(size), cancellationToken))
        {
            if (await ReadAsync(list, list.DepartmentOf(source), row.Value, cancellationToken) is { } read)
            {
                rows.Add((source.Name, read));
            }
        }

        var looked = sources.Where(source => cursor is null || rows.Exists(one => one.Source == source.Name)).ToList();
        var logged = await list.LogAsync(
            looked, DisclosureForm.Search, name => rows.Where(one => one.Source == name).Select(one => one.Row.Entry.Id), cancellationToken);
        return new OwnRecordPage([.. rows.Where(one => logged.Contains(one.Source)).Select(one => one.Row)], list.FindNext(sources), list.Unread);
    }

    private static async ValueTask<OwnRecordRow?> ReadAsync(OwnList list, HostedDepartment department, StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var history = await department.Store.FindByRecordAsync(entry.Id, cancellationToken);
            return new OwnRecordRow(
                department.Profile, entry, StatusRules.StatusBy(history), history.LastOrDefault(one => one.Kind is EntryKind.Status)?.Time,
                await department.Store.FindLevelAsync(entry.Index, cancellationToken));
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            list.Report(department, refusal.Fault); // A later event of the record is damaged, so its status is unknown.
            return null;
        }
    }
}
