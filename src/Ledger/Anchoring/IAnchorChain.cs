using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>
/// The chain as one node sees it: reads of the three contracts, and transactions of the node's departments. Safe for use from any thread. Every
/// method throws <see cref="FaultException"/> of <see cref="ChainOutages"/> if the chain cannot be read. An outage is never an answer.
/// </summary>
public interface IAnchorChain : IChainFacts
{
    /// <summary>
    /// Reads the chain id, the contracts, the newest block and the final block. The first call checks that the endpoint is the configured chain.
    /// </summary>
    ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken);

    /// <summary>The block with this number. Null if the chain has none yet.</summary>
    ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>What is wrong with the configured finality mode on this chain, as far as the chain shows it. Null if nothing is.</summary>
    ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken);

    /// <summary>The department's head in the contract at the newest block.</summary>
    ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The department's <c>Anchored</c> events in blocks from <paramref name="fromBlock"/> on, oldest first.</summary>
    ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken);

    /// <summary>The current status of each record on chain, in the given order. An empty list needs no call.</summary>
    ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken);

    /// <summary>The same at the end of a block. Statuses in a final block cannot be undone.</summary>
    ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAtAsync(
        string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken);

    /// <summary>The next nonce of the operator account: the number of its mined transactions at the newest block.</summary>
    ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken);

    /// <summary>
    /// Signs a call at the chain's present price. A replacement of <paramref name="replaced"/> offers at least 15 % more in both fees. With the same
    /// call it keeps the gas limit, so that only the price changes. On a chain without fees the price stays zero.
    /// </summary>
    /// <returns>
    /// Null if the replaced transaction should stay: it already offers several times the chain's price, or there is nothing to change. Never null
    /// without a replaced transaction.
    /// </returns>
    /// <exception cref="CallRevertedException">The contract would refuse the call now.</exception>
    ValueTask<SignedTransaction?> SignAsync(
        IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken);

    /// <summary>Sends the signed bytes. "Already known" counts as success. The same bytes may be sent any number of times, to any endpoint.</summary>
    /// <exception cref="NonceUsedException">Another transaction already has this nonce.</exception>
    /// <exception cref="UnderpricedException">The node wants higher fees.</exception>
    /// <exception cref="FaultException">The node rejects the transaction for another reason.</exception>
    ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The outcome of a transaction. Null while it is not in a block.</summary>
    ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken);
}
