using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The trusted chain as an auditor reads it: the registry, and the anchors and statuses of its departments. Safe for use from any thread. Every
/// method throws <see cref="FaultException"/> of <see cref="ChainOutages"/> if the chain cannot be read.
/// </summary>
public interface IAuditedChain : IChainFacts
{
    /// <summary>Reads the chain id, the contracts, the newest block and the final block.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>All departments that were ever admitted, in the order of admission.</summary>
    ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken);

    /// <summary>The registry's facts about a department. Null if it has no department of this origin.</summary>
    ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's log keys, oldest first.</summary>
    ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's record keys.</summary>
    ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken);

    /// <summary>A registered record type. Null if there is none of this URI.</summary>
    ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken);

    /// <summary>The periods in which the department may issue a type. Empty if there are none.</summary>
    ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken);

    /// <summary>All anchors of the department, and its head in the contract.</summary>
    ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken);

    /// <summary>All status changes of the department's records.</summary>
    ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The current status of each record, in the given order.</summary>
    ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken);

    /// <summary>The migration records that the registry names for the department.</summary>
    ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken);
}
