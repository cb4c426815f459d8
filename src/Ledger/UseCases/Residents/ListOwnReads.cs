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
    private const int MostRead = 200; // The limit for one page: her own looks are most of the list, and each must be decrypted to tell.

    /// <summary>Reads a page of all looks.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cursor">The <see cref="OwnReadPage.Next"/> of the page before. Null for the first page.</param>
    /// <param name="size">The most lines on the page; see <see cref="OwnPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public ValueTask<Outcome<OwnReadPage>> ExecuteAsync(Resident resident, string? cursor, int size, CancellationToken cancellationToken) =>
        ExecuteAsync(resident, cursor, size, withOwn: true, cancellationToken);

    /// <summary>Reads a page.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cursor">The <see cref="OwnReadPage.Next"/> of the page before. Null for the first page.</param>
    /// <param name="size">The most lines on the page; see <see cref="OwnPageSize"/>.</param>
    /// <param name="withOwn">Whether her own looks are lines too. Without them a page can have fewer lines than the size before the end.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<OwnReadPage>> ExecuteAsync(Resident resident, string? cursor, int size, bool withOwn, CancellationToken cancellationToken)
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
        var page = new List<(MergeSource<StoredEntry> Source, MergeRow<StoredEntry> Row)>();
        var taken = new HashSet<MergeSource<StoredEntry>>();
        var most = OwnPageSize.Limit(size);
        for (var read = 0; page.Count < most && read < Math.Max(MostRead, most);)
        {
            var rows = await MergedLists.ReadAsync(sources, most - page.Count, cancellationToken);
            if (rows.Count == 0)
            {
                break;
            }

            read += rows.Count;
            foreach (var one in rows)
            {
                taken.Add(one.Source);
                if (withOwn || !await IsOwnAsync(list, list.DepartmentOf(one.Source), one.Row.Value, cancellationToken))
                {
                    page.Add(one);
                }
            }
        }

        var looked = sources.Where(source => cursor is null || taken.Contains(source)).ToList();
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

    private static async ValueTask<bool> IsOwnAsync(OwnList list, HostedDepartment department, StoredEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await department.DisclosureDetails.FindAsync(entry, cancellationToken) is { Disclosure.Role: Disclosure.ResidentRole };
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            list.Report(department, refusal.Fault);
            return false;
        }
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
