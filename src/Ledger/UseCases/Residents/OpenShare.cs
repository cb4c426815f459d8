using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Purposes;
using Ledger.Sharing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Opens a share for anybody who has its code. The bundle is made anew, also of a record that is not in force any more: its verdict says so. The resident
/// sees each opening in her list. Safe for use from any thread.
/// </summary>
/// <remarks>The host limits how often one address may try. A guess finds an open share with a chance of one to 2⁵⁵ for each open share.</remarks>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class OpenShare(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Opens the share.</summary>
    /// <param name="typed">The code as typed, or from a link.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The bundle; or one refusal for unknown, ended, run out and erased, which do not differ for who has no open share.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<OpenedShare>> ExecuteAsync(string? typed, CancellationToken cancellationToken)
    {
        if (ShareCode.Parse(typed) is not { } code)
        {
            return SharingFaults.CodeMistyped; // Before anything is looked up.
        }

        var isWhole = !departments.Down.Any();
        foreach (var department in departments.All)
        {
            try
            {
                if (await department.Shares.FindOpenAsync(code, cancellationToken) is { } share)
                {
                    return await OpenAsync(department, share, cancellationToken);
                }
            }
            catch (Exception problem) when (StorageProblems.Explain(problem) is not null)
            {
                isWhole = false;
            }
        }

        return isWhole ? SharingFaults.NotOpen : SharingFaults.NotChecked; // A department that is down must not read as "there is no such share".
    }

    private async ValueTask<Outcome<OpenedShare>> OpenAsync(HostedDepartment department, LoggedShare share, CancellationToken cancellationToken)
    {
        var proven = await department.Prover.ProveAsync(share.Record, share.Terms.Paths, cancellationToken);
        if (proven.Refusal is { } refusal)
        {
            return Hide(refusal);
        }

        if (!department.Shares.Openings.TryCount(share.Entry.Index))
        {
            return SharingFaults.OpenedTooOften;
        }

        var logged = await department.Disclosures.LogAsync(share.Entry.Subject, Describe(proven.Required, share), cancellationToken);
        if (logged.Refusal is { } notLogged)
        {
            return Hide(notLogged);
        }

        // Ended while this was logged. The list then has a look that showed nothing, and never the other way round.
        return department.Shares.IsOpen(share)
            ? new OpenedShare(department.Profile, proven.Required.Entry, proven.Required.Utf8, share.Terms.Ends)
            : SharingFaults.NotOpen;
    }

    private Disclosure Describe(ProvenBundle bundle, LoggedShare share)
    {
        var names = DisclosedNames.Find(bundle.Claims.Payload, bundle.Claims.DisclosedPaths, bundle.Disclosed);
        return Resident.Describe(purposes, "share " + ShareTerms.Format(share.Terms.Way), Disclosure.HolderRole, DisclosureForm.Bundle, [share.Record], names) with
        {
            OpenedShare = share.Entry.Id,
        };
    }

    // Who holds a code of an erased resident learns nothing more than who typed any other code.
    private static Refusal Hide(Refusal refusal) =>
        refusal.Fault == SealingFaults.SubjectErased || refusal.Fault == ErasureFaults.BeingErased ? Refusal.FromFault(SharingFaults.NotOpen) : refusal;
}
