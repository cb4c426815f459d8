using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// A head of ours that the chain holds, with the checkpoint of exactly that size. Kept so that a bundle can name the first anchored
/// head that covers its entry, signed with the key that was valid then.
/// </summary>
/// <param name="Facts">The event and the block that holds it.</param>
/// <param name="Checkpoint">The signed note of that size.</param>
/// <param name="IsFinal">Whether the block was final when last looked at; only a final anchor is handed out.</param>
public sealed record AnchoredCheckpoint(AnchorFacts Facts, string Checkpoint, bool IsFinal)
{
    /// <summary>The chain that holds it, when the department has left that one; null for the chain it is on.</summary>
    public ChainPlace? LeftOn { get; init; }
}

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

/// <summary>All status entries below an index are on chain.</summary>
/// <param name="Index">The index.</param>
/// <param name="Block">The final block whose state has them: as long as the chain holds it, they need not be looked at again.</param>
public sealed record StatusMark(long Index, ChainBlock Block)
{
    public static StatusMark None { get; } = new(0, ChainBlock.None);
}

/// <summary>
/// What one department remembers about its dealings with the chain. All of it can be read again from the chain, except the signed
/// bytes that are on their way. Safe for use from any thread; a write is durable when it returns.
/// </summary>
public interface IAnchorStore
{
    /// <summary>Which chain all of this is about; null before it was first asked.</summary>
    ValueTask<AnchorBinding?> ReadBindingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Notes which chain all of this is about. From then on anchored heads up to the size of the last left chain are of chains that were
    /// left: they are found by <see cref="FindCoveringAsync"/> with their chain, and by nothing else.
    /// </summary>
    ValueTask SaveBindingAsync(AnchorBinding binding, CancellationToken cancellationToken);

    /// <summary>Keeps an anchored head, replacing one of the same size.</summary>
    ValueTask SaveAsync(AnchoredCheckpoint anchor, CancellationToken cancellationToken);

    /// <summary>The anchored head with the smallest size above <paramref name="index"/>, final or not; null when none covers it yet.</summary>
    ValueTask<AnchoredCheckpoint?> FindCoveringAsync(long index, CancellationToken cancellationToken);

    /// <summary>The anchored head with the largest size on the chain the department is on; null before the first.</summary>
    ValueTask<AnchoredCheckpoint?> FindNewestAsync(CancellationToken cancellationToken);

    /// <summary>All anchored heads on the chain the department is on that were not final when last looked at, smallest first.</summary>
    ValueTask<ImmutableArray<AnchoredCheckpoint>> ListPendingAsync(CancellationToken cancellationToken);

    /// <summary>Forgets an anchored head whose block is no longer part of the chain.</summary>
    ValueTask RemoveAsync(long size, CancellationToken cancellationToken);

    /// <summary>The transaction on its way; null when there is none. There is never more than one per department.</summary>
    ValueTask<OutgoingTransaction?> FindOutgoingAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the transaction on its way in place of any before it; null when its outcome is known.</summary>
    ValueTask SaveOutgoingAsync(OutgoingTransaction? transaction, CancellationToken cancellationToken);

    /// <summary>How far the status entries are on chain, in a final block; <see cref="StatusMark.None"/> at first.</summary>
    ValueTask<StatusMark> ReadStatusMarkAsync(CancellationToken cancellationToken);

    ValueTask SaveStatusMarkAsync(StatusMark mark, CancellationToken cancellationToken);
}
