using Ledger.Mirroring;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Anchoring;

/// <summary>The chain as a source of events, for a mirror.</summary>
public sealed partial class EthereumAnchorChain : IChainEvents
{
    public ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => Parts.Mirror.ReadEventsAsync(session, from, to, cancellationToken), cancellationToken);

    public ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken) =>
        Parts.Connection.UseAsync(session => Parts.Mirror.ReadStateAsync(session, questions, block, cancellationToken), cancellationToken);
}
