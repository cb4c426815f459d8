using Ledger.Access;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Places a legal hold on the data of a person, or ends it before its day. One instance serves one request.</summary>
/// <param name="department">The department that holds the data.</param>
/// <param name="caller">The caller.</param>
public sealed class PlaceHold(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may place and end holds.</summary>
    public static IReadOnlyList<Role> Roles => AskErasure.Roles;

    /// <summary>Places the hold. A repeat gets the hold that exists.</summary>
    /// <param name="request">The person, the law and the day.</param>
    /// <param name="cancellationToken">Cancels the hold before it is written.</param>
    public async ValueTask<Outcome<LegalHold>> ExecuteAsync(HoldRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        return await department.Subjects.FindAsync(request.Person, cancellationToken) is { } subject
            ? await department.Erasures.HoldAsync(subject, request.Law, request.Until, caller.Name, cancellationToken)
            : ErasureFaults.SubjectUnknown;
    }

    /// <summary>Ends the hold before its day. The department's book keeps who did it.</summary>
    /// <param name="id">The hold.</param>
    /// <param name="cancellationToken">Cancels the change before it is written.</param>
    public async ValueTask<Outcome<LegalHold>> ReleaseAsync(RecordId id, CancellationToken cancellationToken) =>
        caller.FindFault(department, Roles) is { } fault ? fault : await department.Erasures.ReleaseAsync(id, caller.Name, cancellationToken);
}
