using Ledger.Anchoring;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Proves certificates of erasure. Stateless.</summary>
internal static class ProvenErasures
{
    /// <summary>A certificate with its proof.</summary>
    public static async ValueTask<ProvenErasure> ProveAsync(HostedDepartment department, LoggedErasure erasure, CancellationToken cancellationToken) => new(
        erasure, await department.Store.FindLevelAsync(erasure.Entry.Index, cancellationToken), await department.Prover.ProveEntryAsync(erasure.Entry.Index, cancellationToken));

    /// <summary>The certificate of a subject with its proof. Null if the subject was not erased.</summary>
    public static async ValueTask<ProvenErasure?> FindAsync(HostedDepartment department, SubjectHandle subject, CancellationToken cancellationToken) =>
        await department.Erasures.FindAsync(subject, cancellationToken) is { } erasure ? await ProveAsync(department, erasure, cancellationToken) : null;

    /// <summary>Adds to a refusal when the data was erased, and the id of the certificate. Another refusal stays as it is.</summary>
    public static async ValueTask<Refusal> ExplainAsync(HostedDepartment department, SubjectHandle subject, Refusal refusal, CancellationToken cancellationToken) =>
        refusal.Fault == SealingFaults.SubjectErased && await department.Erasures.FindAsync(subject, cancellationToken) is { Entry: var entry }
            ? Refusal.At(SealingFaults.SubjectErased, "", $"于 {entry.Time:yyyy-MM-dd} 删除；删除证明 {entry.Id}。", $"It was erased on {entry.Time:yyyy-MM-dd}; certificate {entry.Id}.")
            : refusal;
}
