using System.Text.Json;
using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Proving;
using Ledger.Statuses;
using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>Reads one record. For one request.</summary>
/// <param name="department">The department that issued it.</param>
/// <param name="caller">Who reads.</param>
public sealed class ReadRecord(HostedDepartment department, Caller caller)
{
    /// <summary>Who may read.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Auditor];

    /// <summary>Reads the record.</summary>
    /// <param name="id">The record.</param>
    /// <param name="asOf">The past time its status is shown for; null for now. Before its issue there is no such record.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreDamagedException">What is stored of it is damaged.</exception>
    public async ValueTask<Outcome<VisibleRecord>> ExecuteAsync(RecordId id, DateTimeOffset? asOf, CancellationToken cancellationToken)
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
        if (LeastAuthority.SeesClaims(caller.Role))
        {
            var opened = await department.Opener.OpenAsync(first, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            claims = opened.Required.Claims.Payload;
        }

        var change = entries.LastOrDefault(entry => entry.Kind is EntryKind.Status);
        return new VisibleRecord(first, await department.Store.LevelOfAsync(first.Index, cancellationToken), StatusRules.StatusBy(entries), claims)
        {
            Details = change is null || !LeastAuthority.SeesReasons(caller.Role) ? null : await department.StatusDetails.FindAsync(change, cancellationToken),
            StatusSince = change?.Time,
        };
    }
}
