using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Lists the complaints of the resident who is signed in, of all departments of this node, each with its proof. The look is logged before anything is
/// shown. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class ListOwnComplaints(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Reads a page.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cursor">The <see cref="OwnComplaintPage.Next"/> of the page before. Null for the first page.</param>
    /// <param name="size">The most complaints on the page; see <see cref="OwnPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<OwnComplaintPage>> ExecuteAsync(Resident resident, string? cursor, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var begin = PageCursor.Read(cursor);
        if (begin.Refusal is { } malformed)
        {
            return malformed;
        }

        var list = new OwnList(departments, purposes, resident);
        await list.FindAsync(cancellationToken);
        var sources = list.Open(begin.Required, entry => entry.Kind is EntryKind.Request);
        var page = await MergedLists.ReadAsync(sources, OwnPageSize.Limit(size), cancellationToken);
        var logged = await list.LogAsync([.. sources.Where(source => page.Exists(one => one.Source == source))], DisclosureForm.List, _ => [], cancellationToken);
        var complaints = new List<OwnComplaint>();
        foreach (var (source, row) in page.Where(one => logged.Contains(one.Source.Name)))
        {
            if (await ReadAsync(list, list.DepartmentOf(source), row.Value, cancellationToken) is { } complaint)
            {
                complaints.Add(complaint);
            }
        }

        return new OwnComplaintPage(complaints, list.FindNext(sources), list.Unread);
    }

    private static async ValueTask<OwnComplaint?> ReadAsync(OwnList list, HostedDepartment department, StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await department.Complaints.FindAsync(entry, cancellationToken) is { } complaint ? await ComplainAboutRead.ProveAsync(department, complaint, cancellationToken) : null;
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            list.Report(department, refusal.Fault);
            return null;
        }
    }
}
