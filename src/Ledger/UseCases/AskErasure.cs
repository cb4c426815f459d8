using Ledger.Access;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Asks for the erasure of a person's data in one department. Somebody else has to approve it. One instance serves one request.</summary>
/// <param name="department">The department that holds the data.</param>
/// <param name="caller">The caller.</param>
public sealed class AskErasure(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may ask for an erasure, approve it, and place holds.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Operator];

    /// <summary>Asks. A repeat for the same person gets the request that is open.</summary>
    /// <param name="request">The person and the legal basis.</param>
    /// <param name="cancellationToken">Cancels the request before it is written.</param>
    public async ValueTask<Outcome<AskedErasure>> ExecuteAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        return await department.Subjects.FindAsync(request.Person, cancellationToken) is { } subject
            ? await department.Erasures.AskAsync(subject, request.Basis, request.Law, caller.Name, cancellationToken)
            : ErasureFaults.SubjectUnknown;
    }
}
