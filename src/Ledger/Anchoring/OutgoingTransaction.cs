using System.Collections.Immutable;

namespace Ledger.Anchoring;

/// <summary>
/// A transaction that was signed and perhaps sent. It is stored before the first send. So after a crash its outcome is found by its hashes, and it is
/// not sent again with another nonce.
/// </summary>
/// <param name="Nonce">The nonce of all attempts.</param>
/// <param name="Attempts">The signed transactions with this nonce, oldest first. A later one offers higher fees, which its bytes state.</param>
/// <param name="SentAt">When the newest attempt was first sent.</param>
/// <param name="AnchorSize">The size that it anchors. Null if it sets statuses.</param>
public sealed record OutgoingTransaction(
    long Nonce, ImmutableArray<SignedTransaction> Attempts, DateTimeOffset SentAt, long? AnchorSize);
