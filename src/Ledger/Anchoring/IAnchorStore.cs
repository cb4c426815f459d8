using System.Collections.Immutable;

namespace Ledger.Anchoring;

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
