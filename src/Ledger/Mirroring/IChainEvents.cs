using Ledger.Anchoring;
using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>
/// The chain as a source of events. Every method throws <see cref="ChainUnavailableException"/> when it cannot be asked; none turns an
/// outage into an answer. Two calls may be answered by two endpoints: who puts answers together compares blocks by hash.
/// </summary>
public interface IChainEvents
{
    /// <summary>Before this block there are no events of these contracts.</summary>
    long FirstBlock { get; }

    /// <summary>Chain id, contracts, newest and final block.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>The block of this number on the chain now; null when there is none.</summary>
    ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// The registry's, anchors' and statuses' events in blocks from <paramref name="from"/> to at most <paramref name="to"/>. Each block in
    /// the answer MUST be the one of its number on the chain at some time after its events were read, by hash.
    /// </summary>
    ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The contracts' state at the end of a block, by its number. A node that no longer has that state is unavailable.</summary>
    ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken);
}
