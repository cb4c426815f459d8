using Ledger.Access;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Reads the history of a record, with a proof for each event. One instance serves one request.</summary>
/// <param name="department">The department that issued the record.</param>
/// <param name="caller">The caller.</param>
public sealed class ReadHistory(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may read a history.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Verifier, Role.Auditor];

    /// <summary>Reads the history. Verifiers see that a status changed, but not why or by whom.</summary>
    /// <param name="id">The record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<VisibleHistory>> ExecuteAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var events = await department.History.ReadAsync(id, cancellationToken);
        if (events is not [{ Entry.IsRecord: true }, ..])
        {
            return ProvingFaults.RecordNotFound; // Also for a disclosure: its subject would connect it with others.
        }

        var seesReasons = LeastAuthority.SeesReasons(caller.Role);
        var visible = new List<VisibleEvent>(events.Length);
        foreach (var happened in events)
        {
            visible.Add(new VisibleEvent(happened, seesReasons ? await department.StatusDetails.FindAsync(happened.Entry, cancellationToken) : null));
        }

        return new VisibleHistory(id, visible, await ProvenErasures.FindAsync(department, events[0].Entry.Subject, cancellationToken));
    }
}
