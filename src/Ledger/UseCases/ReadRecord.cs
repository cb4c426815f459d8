using System.Text.Json;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Reads one record. One instance serves one request.</summary>
/// <param name="department">The department that issued the record.</param>
/// <param name="caller">The caller.</param>
public sealed class ReadRecord(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may read a record.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Auditor];

    /// <summary>Reads the record. With a purpose, an issuer sees its claims; the read is logged before they are shown.</summary>
    /// <param name="id">The record.</param>
    /// <param name="asOf">Shows the status at this past time. Null for now. Before its issue the record does not exist.</param>
    /// <param name="purpose">Why the caller looks at the claims. Null shows none.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<VisibleRecord>> ExecuteAsync(RecordId id, DateTimeOffset? asOf, ReadPurpose? purpose, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var logged = await department.Store.FindByRecordAsync(id, cancellationToken);
        var entries = logged.Where(entry => asOf is null || entry.Time <= asOf).ToList();
        if (logged is not [{ IsRecord: true } first, ..] || entries.Count == 0)
        {
            return ProvingFaults.RecordNotFound;
        }

        JsonElement? claims = null;
        if (purpose is not null && LeastAuthority.SeesClaims(caller.Role))
        {
            var opened = await department.Opener.OpenAsync(first, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return await ProvenErasures.ExplainAsync(department, first.Subject, refusal, cancellationToken);
            }

            var disclosure = caller.Describe(purpose, DisclosureForm.Claims, [id], DisclosedNames.Find(opened.Required.Claims.Payload));
            var shown = await department.Disclosures.LogAsync(first.Subject, disclosure, cancellationToken);
            if (shown.Refusal is { } notLogged)
            {
                return notLogged;
            }

            claims = opened.Required.Claims.Payload;
        }

        var change = entries.LastOrDefault(entry => entry.Kind is EntryKind.Status);
        return new VisibleRecord(first, await department.Store.FindLevelAsync(first.Index, cancellationToken), StatusRules.StatusBy(entries), claims)
        {
            Details = change is null || !LeastAuthority.SeesReasons(caller.Role) ? null : await department.StatusDetails.FindAsync(change, cancellationToken),
            StatusSince = change?.Time,
            Erasure = await ProvenErasures.FindAsync(department, first.Subject, cancellationToken),
        };
    }
}
