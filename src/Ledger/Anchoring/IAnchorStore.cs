using System.Collections.Immutable;

namespace Ledger.Anchoring;

/// <summary>
/// Stores one department's anchoring data. Everything can be read from the chain again, except the signed bytes of a pending transaction. Safe for
/// use from any thread. A write MUST be durable when it returns.
/// </summary>
public interface IAnchorStore
{
    /// <summary>The chain of all this data. Null before the first contact.</summary>
    ValueTask<AnchorBinding?> ReadBindingAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Saves the chain of all this data. From then on, anchored heads up to the size of the last retired chain belong to retired chains. Only
    /// <see cref="FindCoveringAsync"/> returns them, with their chain.
    /// </summary>
    ValueTask SaveBindingAsync(AnchorBinding binding, CancellationToken cancellationToken);

    /// <summary>Saves an anchored head. Replaces one of the same size.</summary>
    ValueTask SaveAsync(AnchoredCheckpoint anchor, CancellationToken cancellationToken);

    /// <summary>The anchored head with the smallest size above <paramref name="index"/>, final or not. Null if none covers it yet.</summary>
    ValueTask<AnchoredCheckpoint?> FindCoveringAsync(long index, CancellationToken cancellationToken);

    /// <summary>The anchored head with the largest size on the present chain. Null before the first.</summary>
    ValueTask<AnchoredCheckpoint?> FindNewestAsync(CancellationToken cancellationToken);

    /// <summary>All anchored heads on the present chain that were not final at the last poll, smallest first.</summary>
    ValueTask<ImmutableArray<AnchoredCheckpoint>> ListPendingAsync(CancellationToken cancellationToken);

    /// <summary>Removes an anchored head whose block is not on the chain any more.</summary>
    ValueTask RemoveAsync(long size, CancellationToken cancellationToken);

    /// <summary>The pending transaction. Null if there is none. A department never has more than one.</summary>
    ValueTask<OutgoingTransaction?> FindOutgoingAsync(CancellationToken cancellationToken);

    /// <summary>Saves the pending transaction and replaces the previous one. Null removes it when its outcome is known.</summary>
    ValueTask SaveOutgoingAsync(OutgoingTransaction? transaction, CancellationToken cancellationToken);

    /// <summary>Up to which entry all statuses are on chain in a final block. <see cref="StatusMark.None"/> at first.</summary>
    ValueTask<StatusMark> ReadStatusMarkAsync(CancellationToken cancellationToken);

    ValueTask SaveStatusMarkAsync(StatusMark mark, CancellationToken cancellationToken);
}
