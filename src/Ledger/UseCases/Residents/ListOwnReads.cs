using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Lists for the resident who is signed in who looked at her claims, in all departments of this node, each line with its proof. The look at the list is
/// logged before it is shown, so it is the first line of the next look. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes, for the law of a line that is withheld.</param>
/// <param name="clock">The clock, for lines that are withheld until a day.</param>
public sealed class ListOwnReads(HostedDepartments departments, PurposeCatalogue purposes, TimeProvider clock)
{
    /// <summary>Reads a page.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cursor">The <see cref="OwnReadPage.Next"/> of the page before. Null for the first page.</param>
    /// <param name="size">The most lines on the page; see <see cref="OwnPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<OwnReadPage>> ExecuteAsync(Resident resident, string? cursor, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var begin = PageCursor.Read(cursor);
        if (begin.Refusal is { } malformed)
        {
            return malformed;
        }

        var list = new OwnList(departments, purposes, resident);
        await list.FindAsync(cancellationToken);
        var sources = list.Open(begin.Required, entry => entry.Kind is EntryKind.Disclosure);
        var page = await MergedLists.ReadAsync(sources, OwnPageSize.Limit(size), cancellationToken);
        var looked = sources.Where(source => cursor is null || page.Exists(one => one.Source == source)).ToList();
        var logged = await list.LogAsync(looked, DisclosureForm.List, _ => [], cancellationToken);
        var lines = new List<OwnReadLine>();
        foreach (var (source, row) in page.Where(one => logged.Contains(one.Source.Name)))
        {
            if (await ReadAsync(list, list.DepartmentOf(source), row.Value, cancellationToken) is { } line)
            {
                lines.Add(line);
            }
        }

        return new OwnReadPage(lines, list.FindNext(sources), list.Unread);
    }

    private async ValueTask<OwnReadLine?> ReadAsync(OwnList list, HostedDepartment department, StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var read = await department.DisclosureDetails.FindAsync(entry, cancellationToken);
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            return new OwnReadLine(department.Profile, await DisclosureLines.ForResidentAsync(department, entry, read, purposes, today, cancellationToken));
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            list.Report(department, refusal.Fault);
            return null;
        }
    }
}
