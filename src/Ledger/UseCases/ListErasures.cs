using Ledger.Access;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Lists the erasures of a department: those that wait for approval, and the certificates. One instance serves one request.</summary>
/// <param name="department">The department.</param>
/// <param name="caller">The caller.</param>
public sealed class ListErasures(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may list. Nobody's name is in the list.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Operator, Role.Auditor];

    /// <summary>Lists one page of the certificates, newest first, and all open requests and holds.</summary>
    /// <param name="before">Only certificates below this index.</param>
    /// <param name="size">The most certificates on the page; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<ErasurePage>> ExecuteAsync(long before, int size, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var proven = new List<ProvenErasure>();
        foreach (var erasure in await department.Erasures.ListAsync(before, size, cancellationToken))
        {
            proven.Add(await ProvenErasures.ProveAsync(department, erasure, cancellationToken));
        }

        var next = proven.Count == size ? proven[^1].Erasure.Entry.Index : default(long?);
        return new ErasurePage(await department.Erasures.ReadBookAsync(cancellationToken), proven, next);
    }

    /// <summary>Reads one certificate.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Outcome<ProvenErasure>> FindAsync(RecordId id, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        return await department.Erasures.FindAsync(id, cancellationToken) is { } erasure
            ? await ProvenErasures.ProveAsync(department, erasure, cancellationToken)
            : ErasureFaults.NotFound;
    }
}
