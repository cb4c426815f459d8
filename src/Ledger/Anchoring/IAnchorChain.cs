using System.Collections.Immutable;
using Ledger.Faults;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>A department's tree head as the <c>LogAnchor</c> contract holds it. Size 0 and a zero root before the first anchor.</summary>
public sealed record AnchoredHead(long Size, Digest Root, long BlockNumber, long Count);

/// <summary>A call a department's operator account makes. Each is refused by the contract rather than repeated, so sending twice is harmless.</summary>
public abstract record ChainCall;

/// <summary>Anchors a head. <paramref name="Proof"/> is the RFC 9162 consistency proof from old to new size; empty when old is 0.</summary>
public sealed record AnchorCall(long OldSize, long NewSize, Digest NewRoot, ImmutableArray<Digest> Proof) : ChainCall;

/// <summary>Sets 1 to 200 statuses in one transaction, all or none.</summary>
public sealed record StatusCall(ImmutableArray<StatusCallItem> Items) : ChainCall;

/// <summary>Number as in <c>RecordStatus</c>: 0 active, 1 suspended, 2 revoked, 3 superseded, 4 withdrawn. Zero successor means none.</summary>
public readonly record struct StatusCallItem(Digest RecordId, byte Status, Digest Successor);

/// <summary>A transaction signed and ready: keep it before sending it, so that a lost answer can be looked up by its hash.</summary>
public sealed record SignedTransaction(Digest Hash, ImmutableArray<byte> Bytes, long Nonce);

/// <summary>What became of a mined transaction. A reverted one changed nothing.</summary>
public sealed record TransactionOutcome(bool Succeeded, ChainBlock Block, long GasUsed);

/// <summary>The chain did not answer, answered with an error, or is not the chain it should be. Retrying later is safe.</summary>
public class ChainUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The chain as one node sees it: reads of the three contracts, and transactions of the departments the node hosts. Safe for use
/// from many threads. Every method throws <see cref="ChainUnavailableException"/> when the chain cannot be asked; none of them
/// turns an outage into an answer.
/// </summary>
public interface IAnchorChain
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

    /// <summary>All that is needed to judge a bundle; unknown facts say why instead of throwing.</summary>
    ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken);

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

/// <summary>A department's secp256k1 operator account. The private key stays inside.</summary>
public interface IOperatorKey
{
    ChainAddress Address { get; }

    /// <summary>Signs a 32-byte hash: deterministic (RFC 6979), low s, recovery id 0 or 1.</summary>
    (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash);
}
