using Ledger.Access;
using Ledger.Anchoring;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Purposes;
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

    /// <summary>
    /// Makes the bundle. For a new record it waits until the anchor is final. A bundle for an issuer is logged before it is given away. Verifiers and
    /// auditors get the part that the record shows to everybody. It names nobody, and they cannot search for a person.
    /// </summary>
    /// <param name="id">The record.</param>
    /// <param name="wanted">The claims to disclose. Null for all that the caller may see. Verifiers and auditors never get any.</param>
    /// <param name="purpose">Why the caller needs the bundle. Issuers must say it. If a verifier or an auditor says it, the read is logged, too.</param>
    /// <param name="patience">How long to wait for the anchor. Zero does not wait.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async ValueTask<Outcome<FetchedBundle>> ExecuteAsync(
        RecordId id, IReadOnlyList<ClaimPath>? wanted, ReadPurpose? purpose, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return fault;
        }

        // An issuer knows whose record it is, and even without disclosures a record shows some claims.
        if (purpose is null && LeastAuthority.SeesClaims(caller.Role))
        {
            return DisclosureFaults.PurposeMissing;
        }

        var claims = LeastAuthority.LimitDisclosures(caller.Role, wanted);
        var proven = await department.Prover.ProveAsync(id, claims, cancellationToken);
        if (proven.Refusal is null && await HasWaitedAsync(proven.Required.Entry, patience, cancellationToken))
        {
            proven = await department.Prover.ProveAsync(id, claims, cancellationToken);
        }

        if (proven.Refusal is { } refusal)
        {
            var entries = await department.Store.FindByRecordAsync(id, cancellationToken);
            return entries.IsEmpty ? refusal : await ProvenErasures.ExplainAsync(department, entries[0].Subject, refusal, cancellationToken);
        }

        var bundle = proven.Required;
        return purpose is null || await LogAsync(bundle, purpose, cancellationToken) is not { } notLogged
            ? new FetchedBundle(bundle.Utf8)
            : notLogged;
    }

    private async ValueTask<Refusal?> LogAsync(ProvenBundle bundle, ReadPurpose purpose, CancellationToken cancellationToken)
    {
        var disclosure = caller.Describe(purpose, DisclosureForm.Bundle, [bundle.Entry.Id], DisclosedNames.Find(bundle.Claims.Payload, bundle.Claims.DisclosedPaths, bundle.Disclosed));
        return (await department.Disclosures.LogAsync(bundle.Entry.Subject, disclosure, cancellationToken)).Refusal;
    }

    // A bundle without an anchor proves little, and the anchor of a new record usually follows soon.
    private async ValueTask<bool> HasWaitedAsync(StoredEntry entry, TimeSpan patience, CancellationToken cancellationToken)
    {
        var isNew = await department.Store.FindLevelAsync(entry.Index, cancellationToken) is not ProofLevel.L3;
        return isNew && await department.Chain.WaitAsync(
            async token => await department.Store.FindLevelAsync(entry.Index, token) is ProofLevel.L3, patience, cancellationToken);
    }
}
