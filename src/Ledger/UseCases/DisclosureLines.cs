using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Purposes;

namespace Ledger.UseCases;

/// <summary>Makes the lines of the list of who looked. Stateless.</summary>
internal static class DisclosureLines
{
    /// <summary>The line as the resident sees it: while a law withholds it, only the day and the law.</summary>
    public static async ValueTask<DisclosureLine> ForResidentAsync(
        HostedDepartment department, StoredEntry entry, LoggedDisclosure? logged, PurposeCatalogue purposes, DateOnly today, CancellationToken cancellationToken)
    {
        var line = await ProveAsync(department, entry, cancellationToken);
        return logged?.Disclosure.WithheldUntil is { } until && until > today
            ? line with { WithheldUntil = until, WithheldBy = purposes.Find(logged.Disclosure.Purpose)?.Delay?.Law }
            : line with { Disclosure = logged?.Disclosure, Committed = logged };
    }

    /// <summary>The line as an auditor sees it: every read at once, without the names of the claims.</summary>
    public static async ValueTask<DisclosureLine> ForAuditorAsync(HostedDepartment department, StoredEntry entry, LoggedDisclosure? logged, CancellationToken cancellationToken) =>
        await ProveAsync(department, entry, cancellationToken) with
        {
            Disclosure = logged is null ? null : logged.Disclosure with { Claims = [], Share = null },
        };

    private static async ValueTask<DisclosureLine> ProveAsync(HostedDepartment department, StoredEntry entry, CancellationToken cancellationToken) => new(
        entry, await department.Store.FindLevelAsync(entry.Index, cancellationToken), await department.Prover.ProveEntryAsync(entry.Index, cancellationToken));
}
