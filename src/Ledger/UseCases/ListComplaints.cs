using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Complaints;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Purposes;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// Lists what residents said about reads of their claims, newest first. A complaint is a resident's words, so the look is logged for each resident of
/// the page before it is shown. One instance serves one request.
/// </summary>
/// <param name="department">The department.</param>
/// <param name="caller">The caller.</param>
public sealed class ListComplaints(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may read complaints.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Auditor];

    /// <summary>Reads a page.</summary>
    /// <param name="purpose">Why the caller reads them.</param>
    /// <param name="before">Only entries below this index.</param>
    /// <param name="size">The most complaints on the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of a complaint is damaged.</exception>
    public async ValueTask<Outcome<ComplaintPage>> ExecuteAsync(ReadPurpose purpose, long before, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var found = new List<LoggedComplaint>();
        var entries = await department.Store.ListRequestsAsync(before, size, cancellationToken);
        foreach (var entry in entries)
        {
            if (await department.Complaints.FindAsync(entry, cancellationToken) is { } complaint)
            {
                found.Add(complaint);
            }
        }

        var erased = new HashSet<SubjectHandle>();
        foreach (var subject in found.Where(complaint => complaint.Complaint is not null).Select(complaint => complaint.Entry.Subject).Distinct())
        {
            var logged = await department.Disclosures.LogAsync(subject, caller.Describe(purpose, DisclosureForm.List, [], []), cancellationToken);
            if (logged.Refusal is { } notLogged)
            {
                if (notLogged.Fault != SealingFaults.SubjectErased && notLogged.Fault != ErasureFaults.BeingErased)
                {
                    return notLogged;
                }

                erased.Add(subject); // Erased since it was read.
            }
        }

        var lines = new List<ComplaintLine>();
        foreach (var complaint in found)
        {
            lines.Add(await ProveAsync(erased.Contains(complaint.Entry.Subject) ? complaint with { Complaint = null, Salt = null } : complaint, cancellationToken));
        }

        return new ComplaintPage(lines, entries.Length < size ? null : entries[^1].Index);
    }

    private async ValueTask<ComplaintLine> ProveAsync(LoggedComplaint complaint, CancellationToken cancellationToken)
    {
        var index = complaint.Entry.Index;
        return new ComplaintLine(
            complaint, await department.Store.FindLevelAsync(index, cancellationToken), await department.Prover.ProveEntryAsync(index, cancellationToken),
            complaint.Complaint is { About: var about } ? await FindReadAsync(about, cancellationToken) : null);
    }

    private async ValueTask<DisclosureLine?> FindReadAsync(long index, CancellationToken cancellationToken) =>
        await department.Store.FindAsync(index, cancellationToken) is { } entry
            ? await DisclosureLines.ForAuditorAsync(department, entry, await department.DisclosureDetails.FindAsync(entry, cancellationToken), cancellationToken)
            : null;
}
