using System.Collections.Immutable;
using Ledger.Anchoring;

namespace Ledger.Store.LiteDb;

/// <summary>The department's anchoring data, in the same LiteDB file. Each write is durable when it returns.</summary>
public sealed partial class LiteDbLogStore : IAnchorStore
{
    public ValueTask<AnchorBinding?> ReadBindingAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_anchors.FindBinding());

    public ValueTask SaveBindingAsync(AnchorBinding binding, CancellationToken cancellationToken)
    {
        _anchors.SaveBinding(binding);
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveAsync(AnchoredCheckpoint anchor, CancellationToken cancellationToken)
    {
        _anchors.Save(anchor);
        return ValueTask.CompletedTask;
    }

    public ValueTask<AnchoredCheckpoint?> FindCoveringAsync(long index, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_anchors.FindCovering(index));

    public ValueTask<AnchoredCheckpoint?> FindNewestAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_anchors.FindNewest());

    public ValueTask<ImmutableArray<AnchoredCheckpoint>> ListPendingAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_anchors.ListPending());

    public ValueTask RemoveAsync(long size, CancellationToken cancellationToken)
    {
        _anchors.Remove(size);
        return ValueTask.CompletedTask;
    }

    public ValueTask<OutgoingTransaction?> FindOutgoingAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_anchors.FindOutgoing());

    public ValueTask SaveOutgoingAsync(OutgoingTransaction? transaction, CancellationToken cancellationToken)
    {
        _anchors.SaveOutgoing(transaction);
        return ValueTask.CompletedTask;
    }

    public ValueTask<StatusMark> ReadStatusMarkAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_anchors.ReadStatusMark());

    public ValueTask SaveStatusMarkAsync(StatusMark mark, CancellationToken cancellationToken)
    {
        _anchors.SaveStatusMark(mark);
        return ValueTask.CompletedTask;
    }
}
