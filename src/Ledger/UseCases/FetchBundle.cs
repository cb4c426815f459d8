using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases;

/// <summary>Fetches the bundle of a record: everything a stranger needs to verify it. One instance serves one request.</summary>
/// <param name="department">The department that issued the record.</param>
/// <param name="caller">The caller.</param>
public sealed class FetchBundle(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may fetch a bundle.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Issuer, Role.Verifier, Role.Auditor];

    /// <summary>Makes the bundle. For a new record it waits until the anchor is final.</summary>
    /// <param name="id">The record.</param>
    /// <param name="wanted">The claims to disclose. Null for all that the caller may see. Verifiers and auditors never get any.</param>
    /// <param name="patience">How long to wait for the anchor. Zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async ValueTask<Outcome<FetchedBundle>> ExecuteAsync(
        RecordId id, IReadOnlyList<ClaimPath>? wanted, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        var claims = LeastAuthority.LimitDisclosures(caller.Role, wanted);
        var bundle = await department.Prover.ProveAsync(id, claims, cancellationToken);
        if (bundle.Refusal is null && await HasWaitedAsync(id, patience, cancellationToken))
        {
            bundle = await department.Prover.ProveAsync(id, claims, cancellationToken);
        }

        return bundle.Refusal is { } refusal ? refusal : new FetchedBundle(bundle.Required);
    }

    // A bundle without an anchor proves little, and the anchor of a new record usually follows soon.
    private async ValueTask<bool> HasWaitedAsync(RecordId id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entries = await department.Store.FindByRecordAsync(id, cancellationToken);
        var isNew = await department.Store.FindLevelAsync(entries[0].Index, cancellationToken) is not ProofLevel.L3;
        return isNew && await department.Chain.WaitAsync(
            async token => await department.Store.FindLevelAsync(entries[0].Index, token) is ProofLevel.L3, patience, cancellationToken);
    }
}
