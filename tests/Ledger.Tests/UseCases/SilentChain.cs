using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Auditing.Nodes;
using Ledger.Migrating;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.UseCases;

/// <summary>A chain that answers nothing, unless a test says what it holds of a department.</summary>
internal sealed class SilentChain(Departure? departure = null) : ILeftChain, IAuditedChain
{
    private static FaultException Outage => ChainOutages.Create("nobody answers");

    public ValueTask<Departure> ReadDepartureAsync(string origin, long? asOf, CancellationToken cancellationToken) =>
        departure is null ? throw Outage : ValueTask.FromResult(departure);

    public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken) => throw Outage;

    public ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<AnchorHistory> ReadAnchorHistoryAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<StatusChanges> ReadStatusChangesAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ImmutableArray<RecordedMigration>> ReadMigrationsAsync(string origin, CancellationToken cancellationToken) => throw Outage;

    public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) => throw Outage;
}
