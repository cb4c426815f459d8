using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Mirroring;

/// <summary>
/// The chain as a source of events. Every method throws <see cref="FaultException"/> of <see cref="ChainOutages"/> if the chain cannot be read. An outage is never an
/// answer. Different endpoints may answer two calls, so a caller that combines answers compares blocks by hash.
/// </summary>
public interface IChainEvents
{
    /// <summary>The first block that can contain events of these contracts.</summary>
    long FirstBlock { get; }

    /// <summary>Chain id, contracts, newest and final block.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>The block with this number on the chain now. Null if there is none.</summary>
    ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// The events of the three contracts in blocks from <paramref name="from"/> to at most <paramref name="to"/>. Each returned block MUST be, by
    /// hash, the block with its number on the chain at some time after its events were read.
    /// </summary>
    ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken);

    /// <summary>The contracts' state at the end of a block, by its number. Throws if the node does not have that state any more.</summary>
    ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken);
}
