using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// What an auditor asks the trusted chain: the registry, and the anchors and statuses of its departments. Safe for use from many threads. Every method
/// declared here throws <see cref="ChainUnavailableException"/> when the chain cannot be asked.
/// </summary>
public interface IAuditedChain : IChainFacts
{
    /// <summary>Chain id, contracts, newest and final block.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>Every department that was ever admitted, in that order.</summary>
    ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken);

    /// <summary>What the registry holds of a department; null when it knows none of this origin.</summary>
    ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's log keys, oldest first.</summary>
    ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's record keys.</summary>
    ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken);

    /// <summary>A registered record type; null when there is none of this URI.</summary>
    ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken);

    /// <summary>When the department may issue a type; empty when it may not.</summary>
    ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken);

    /// <summary>Every anchor of the department, with the head of the contract.</summary>
    ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken);

    /// <summary>Every status change of the department's records.</summary>
    ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The current status of each record, in the order asked.</summary>
    ValueTask<ImmutableArray<byte>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken);

    /// <summary>The migration records that the registry names for the department.</summary>
    ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken);
}
