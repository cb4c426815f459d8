using Ledger.Access;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Approves an erasure that somebody else asked for, and erases the data. One instance serves one request.</summary>
/// <param name="department">The department that holds the data.</param>
/// <param name="caller">The caller.</param>
public sealed class ApproveErasure(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may approve.</summary>
    public static IReadOnlyList<Role> Roles => AskErasure.Roles;

    /// <summary>Erases the data. A repeat gets the certificate.</summary>
    /// <param name="id">The request.</param>
    /// <param name="areIndependent">Whether nothing says that the holders of two tokens, by name, are the same person.</param>
    /// <param name="backupsGoneBy">The day (UTC) by which the last backup with the data is gone.</param>
    /// <param name="cancellationToken">Cancels the erasure before it is logged.</param>
    public async ValueTask<Outcome<ProvenErasure>> ExecuteAsync(
        RecordId id, Func<string, string, bool> areIndependent, DateOnly backupsGoneBy, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var erased = await department.Erasures.ApproveAsync(id, caller.Name, areIndependent, backupsGoneBy, cancellationToken);
        return erased.Refusal is { } refusal ? refusal : await ProvenErasures.ProveAsync(department, erased.Required, cancellationToken);
    }
}
