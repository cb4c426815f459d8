using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Lists what the resident who is signed in shares, in all departments of this node. The look is logged in each department that has a share of hers.
/// Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class ListShares(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Lists the shares. There are at most a few hundred.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<OwnShares> ExecuteAsync(Resident resident, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var list = new OwnList(departments, purposes, resident);
        await list.FindAsync(cancellationToken);
        var shares = new List<OwnShare>();
        foreach (var (department, subject) in list.Known)
        {
            try
            {
                shares.AddRange(await ReadAsync(department, subject, cancellationToken));
            }
            catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
            {
                list.Report(department, refusal.Fault);
            }
        }

        var sources = list.Open(PageCursor.First, _ => false).Where(source => shares.Exists(share => share.Department == list.DepartmentOf(source).Profile)).ToList();
        var logged = await list.LogAsync(sources, DisclosureForm.List, _ => [], cancellationToken);
        return new OwnShares(
            [.. shares.Where(share => logged.Contains(share.Department.Id.ToString())).OrderByDescending(share => share.Share.Entry.At)
                .ThenBy(share => share.Department.Id.ToString(), StringComparer.Ordinal).ThenByDescending(share => share.Share.Entry.Index)],
            list.Unread);
    }

    private static async ValueTask<List<OwnShare>> ReadAsync(HostedDepartment department, SubjectHandle subject, CancellationToken cancellationToken)
    {
        var shares = new List<OwnShare>();
        foreach (var share in await department.Shares.ListAsync(subject, cancellationToken))
        {
            var entries = await department.Store.FindByRecordAsync(share.Record, cancellationToken);
            shares.Add(new OwnShare(department.Profile, entries.IsEmpty ? "" : entries[0].Type, share));
        }

        return shares;
    }
}
