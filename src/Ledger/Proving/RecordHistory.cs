using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;

namespace Ledger.Proving;

/// <summary>
/// Lists everything that happened to a record. The result holds no personal data, so an auditor may read it. Safe for use from any thread.
/// </summary>
public sealed class RecordHistory(ILogReader store, BundleProver prover, Func<long, CancellationToken, ValueTask<ProofLevel>> levelOf)
{
    /// <summary>All events, oldest first. Empty if there is no such record.</summary>
    public async ValueTask<ImmutableArray<HistoryEvent>> ReadAsync(RecordId id, CancellationToken cancellationToken)
    {
        var events = ImmutableArray.CreateBuilder<HistoryEvent>();
        foreach (var entry in await store.FindByRecordAsync(id, cancellationToken))
        {
            events.Add(new HistoryEvent(
                entry, await levelOf(entry.Index, cancellationToken), await prover.ProveEntryAsync(entry.Index, cancellationToken)));
        }

        return events.ToImmutable();
    }
}
