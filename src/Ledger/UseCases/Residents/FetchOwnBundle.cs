using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases.Residents;

/// <summary>
/// Gives the resident who is signed in the bundle of a record of hers, with the claims that she chose, after that was logged. A bundle cannot be called
/// back, so a page says that before. Safe for use from any thread.
/// </summary>
/// <param name="departments">The departments of this node.</param>
/// <param name="purposes">The published purposes.</param>
public sealed class FetchOwnBundle(HostedDepartments departments, PurposeCatalogue purposes)
{
    /// <summary>Makes the bundle.</summary>
    /// <param name="resident">The resident.</param>
    /// <param name="department">The department that issued the record.</param>
    /// <param name="id">The record.</param>
    /// <param name="paths">The claims to disclose. Empty for those that the record shows to everybody.</param>
    /// <param name="cancellationToken">Cancels the work before anything is logged.</param>
    /// <returns>The bundle, or why there is none.</returns>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the stored data of the record is damaged.</exception>
    public async ValueTask<Outcome<FetchedBundle>> ExecuteAsync(
        Resident resident, DepartmentId department, RecordId id, IReadOnlyList<ClaimPath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resident);
        ArgumentNullException.ThrowIfNull(paths);
        var found = await OwnSubject.FindAsync(departments, department, resident, ProvingFaults.RecordNotFound, cancellationToken);
        if (found.Refusal is { } unknown)
        {
            return unknown;
        }

        var own = found.Required;
        if (await own.FindRecordAsync(id, cancellationToken) is null)
        {
            return ProvingFaults.RecordNotFound;
        }

        var proven = await own.Department.Prover.ProveAsync(id, [.. paths.Distinct()], cancellationToken);
        if (proven.Refusal is { } refusal)
        {
            return await ProvenErasures.ExplainAsync(own.Department, own.Subject, refusal, cancellationToken);
        }

        var bundle = proven.Required;
        var names = DisclosedNames.Find(bundle.Claims.Payload, bundle.Claims.DisclosedPaths, bundle.Disclosed);
        var logged = await own.Department.Disclosures.LogAsync(own.Subject, resident.Describe(purposes, DisclosureForm.Bundle, [id], names), cancellationToken);
        return logged.Refusal is { } notLogged ? notLogged : new FetchedBundle(bundle.Utf8);
    }
}
