using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Auditing.Nodes;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Auditing;

/// <summary>The trusted chain for an auditor. Thread-safe.</summary>
/// <param name="chain">The connection; the caller disposes it.</param>
public sealed class AuditedChain(EthereumAnchorChain chain) : IAuditedChain
{
    private readonly RegistryClient _registry = new(chain);

    /// <inheritdoc/>
    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) => chain.ReadSourceAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken) =>
        _registry.ReadDepartmentsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken) =>
        _registry.FindDepartmentAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken) =>
        _registry.ReadLogKeysAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken) =>
        _registry.ReadRecordKeysAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        _registry.FindTypeAsync(recordType, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken) =>
        _registry.ReadAuthoritiesAsync(origin, recordType, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken) =>
        chain.ReadAnchorHistoryAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken) =>
        chain.ReadStatusChangesAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) =>
        chain.ReadStatusesAsync(origin, recordIds, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken) =>
        chain.ReadMigrationsAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
        chain.ReadFactsAsync(questions, cancellationToken);
}
