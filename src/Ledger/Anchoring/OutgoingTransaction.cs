using System.Collections.Immutable;

namespace Ledger.Anchoring;

/// <summary>
/// A transaction that was signed and maybe sent. Kept before the first send, so that after a crash its outcome can be looked up by
/// each of its hashes instead of being sent anew under another nonce.
/// </summary>
/// <param name="Nonce">The account's nonce all attempts share.</param>
/// <param name="Attempts">The signed transactions with this nonce, oldest first; a later one pays more, and its bytes say how much.</param>
/// <param name="SentAt">When the newest attempt was first sent.</param>
/// <param name="AnchorSize">The size it anchors; null when it sets statuses.</param>
public sealed record OutgoingTransaction(
    long Nonce, ImmutableArray<SignedTransaction> Attempts, DateTimeOffset SentAt, long? AnchorSize);
