using Ledger.Access;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Proving;
using Ledger.Statuses;

namespace Ledger.UseCases;

/// <summary>One thing that happened to a record, as far as its reader may see it.</summary>
/// <param name="Event">What happened, with its proof.</param>
/// <param name="Details">Why a status was changed and who asked; null for another event, after an erasure, or for a role that does not see it.</param>
public sealed record VisibleEvent(HistoryEvent Event, StatusDetails? Details);

/// <summary>Everything that happened to a record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Events">What happened, oldest first; never empty.</param>
public sealed record VisibleHistory(RecordId Id, IReadOnlyList<VisibleEvent> Events);

/// <summary>Reads the history of a record, each event with its proof. For one request.</summary>
/// <param name="department">The department that issued it.</param>
/// <param name="caller">Who reads.</param>
public sealed class ReadHistory(HostedDepartment department, Caller caller)
{
    /// <summary>Who may read.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Verifier, Role.Auditor];

    /// <summary>Reads the history. Verifiers learn that a status changed, and neither why nor by whom.</summary>
    /// <param name="id">The record.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreDamagedException">What is stored of it is damaged.</exception>
    public async ValueTask<Outcome<VisibleHistory>> ExecuteAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var events = await department.History.ReadAsync(id, cancellationToken);
        if (events.IsEmpty)
        {
            return ProvingFaults.RecordNotFound;
        }

        var seesReasons = LeastAuthority.SeesReasons(caller.Role);
        var visible = new List<VisibleEvent>(events.Length);
        foreach (var happened in events)
        {
            visible.Add(new VisibleEvent(happened, seesReasons ? await department.StatusDetails.FindAsync(happened.Entry, cancellationToken) : null));
        }

        return new VisibleHistory(id, visible);
    }
}
