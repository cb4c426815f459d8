using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Sharing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Ends a share of the resident who is signed in. When it returns, nobody can open it any more. What was opened before stays with whoever opened it.
/// Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
public sealed class EndShare(HostedDepartments departments)
{
    /// <summary>Ends the share. A repeat changes nothing.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="department">The department that issued the record.</param>
    /// <param name="share">The share: the id of its entry.</param>
    /// <param name="cancellationToken">Cancels the change before it is written.</param>
    /// <exception cref="IOException">The change cannot be written. The share may still be open.</exception>
    public async ValueTask<Outcome<LoggedShare>> ExecuteAsync(Resident resident, DepartmentId department, RecordId share, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var found = await OwnSubject.FindAsync(departments, department, resident, SharingFaults.NotFound, cancellationToken);
        return found.Refusal is { } unknown ? unknown : await found.Required.Department.Shares.EndAsync(found.Required.Subject, share, cancellationToken);
    }
}
