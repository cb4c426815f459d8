using Ledger.Ethereum.Contracts;
using Ledger.Mirroring;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum;

/// <summary>The chain as a source of events, for a mirror.</summary>
public sealed partial class EthereumAnchorChain : IChainEvents
{
    private readonly MirrorReader _mirror;

    public ValueTask<EventPage> ReadEventsAsync(long from, long to, CancellationToken cancellationToken) =>
        _connection.UseAsync(session => _mirror.ReadEventsAsync(session, from, to, cancellationToken), cancellationToken);

    public ValueTask<ContractState> ReadStateAsync(StateQuestions questions, ChainBlock block, CancellationToken cancellationToken) =>
        _connection.UseAsync(session => _mirror.ReadStateAsync(session, questions, block, cancellationToken), cancellationToken);
}
