using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>
/// The chain as one node sees it: reads of the three contracts, and transactions of the departments the node hosts. Safe for use
/// from many threads. Every method declared here throws <see cref="ChainUnavailableException"/> when the chain cannot be asked; none of them
/// turns an outage into an answer.
/// </summary>
public interface IAnchorChain : IChainFacts
{
    /// <summary>Chain id, contracts, newest and final block. Checks on first use that the endpoint is the configured chain.</summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>The block of this number; null when the chain has none, or not yet.</summary>
    ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>What is wrong with the configured finality mode on this chain, as far as the chain lets it be known; null when nothing is.</summary>
    ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken);

    /// <summary>The department's head in the contract at the newest block.</summary>
    ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's <c>Anchored</c> events in blocks from <paramref name="fromBlock"/> on, oldest first.</summary>
    ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken);

    /// <summary>The current status of each record on chain, in the order asked; an empty list costs no call.</summary>
    ValueTask<ImmutableArray<byte>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken);

    /// <summary>The same as it was at the end of a block: of a final one, what cannot be undone any more.</summary>
    ValueTask<ImmutableArray<byte>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken);

    /// <summary>The next nonce of the operator's account: the number of its mined transactions at the newest block.</summary>
    ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken);

    /// <summary>
    /// Signs a call for what the chain asks now. One that takes the place of <paramref name="replaced"/> offers at least 15 % more than that did in
    /// both fees; with the same call it keeps its gas too, so that only the price changes. On a chain without fees the price stays zero.
    /// </summary>
    /// <returns>
    /// Null when the replaced one should stay: it already offers several times what the chain asks, or there is nothing to change about it.
    /// Never null without one.
    /// </returns>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    ValueTask<SignedTransaction?> SignAsync(
        IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken);

    /// <summary>Sends the signed bytes. "Already known" is success; the same bytes may be sent any number of times, to any endpoint.</summary>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    /// <exception cref="UnderpricedException">The node wants more for it.</exception>
    /// <exception cref="TransactionRefusedException">The node does not take it, for another reason.</exception>
    ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The outcome of a transaction, or null while it is in no block.</summary>
    ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken);
}
