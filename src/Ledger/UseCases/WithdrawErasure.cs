using Ledger.Access;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Withdraws a request for erasure that nobody has approved. One instance serves one request.</summary>
/// <param name="department">The department that holds the data.</param>
/// <param name="caller">The caller.</param>
public sealed class WithdrawErasure(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may withdraw a request.</summary>
    public static IReadOnlyList<Role> Roles => AskErasure.Roles;

    /// <summary>Withdraws the request.</summary>
    /// <param name="id">The request.</param>
    /// <param name="cancellationToken">Cancels the withdrawal before it is written.</param>
    public async ValueTask<Outcome<AskedErasure>> ExecuteAsync(RecordId id, CancellationToken cancellationToken) =>
        caller.FindFault(department, Roles) is { } fault ? fault : await department.Erasures.WithdrawAsync(id, cancellationToken);
}
