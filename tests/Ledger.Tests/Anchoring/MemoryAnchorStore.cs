using System.Collections.Immutable;
using Ledger.Anchoring;

namespace Ledger.Tests.Anchoring;

/// <summary>A department's anchor store in memory. It survives the workers that a test crashes.</summary>
internal sealed class MemoryAnchorStore : IAnchorStore
{
    private ImmutableSortedDictionary<long, AnchoredCheckpoint> _anchors = ImmutableSortedDictionary<long, AnchoredCheckpoint>.Empty;
    private OutgoingTransaction? _outgoing;
    private StatusMark _mark = StatusMark.None;

    public IEnumerable<AnchoredCheckpoint> Anchors => _anchors.Values;

    public OutgoingTransaction? Outgoing => _outgoing;

    public long Mark => _mark.Index;

    /// <summary>How many times an anchor was saved.</summary>
    public int Saves { get; private set; }

    public AnchorBinding? Binding { get; private set; }

    public ValueTask<AnchorBinding?> ReadBindingAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Binding);

    public ValueTask SaveBindingAsync(AnchorBinding binding, CancellationToken cancellationToken)
    {
        Binding = binding;
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveAsync(AnchoredCheckpoint anchor, CancellationToken cancellationToken)
    {
        Saves++;
        _anchors = _anchors.SetItem(anchor.Facts.NewSize, anchor);
        return ValueTask.CompletedTask;
    }

    public ValueTask<AnchoredCheckpoint?> FindCoveringAsync(long index, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Placed(_anchors.Values.FirstOrDefault(anchor => anchor.Facts.NewSize > index)));

    public ValueTask<AnchoredCheckpoint?> FindNewestAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Placed(_anchors.Values.LastOrDefault()) is { LeftOn: null } newest ? newest : null);

    public ValueTask<ImmutableArray<AnchoredCheckpoint>> ListPendingAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<AnchoredCheckpoint>>([.. _anchors.Values.Where(anchor => !anchor.IsFinal && Placed(anchor)?.LeftOn is null)]);

    public ValueTask RemoveAsync(long size, CancellationToken cancellationToken)
    {
        _anchors = _anchors.Remove(size);
        return ValueTask.CompletedTask;
    }

    public ValueTask<OutgoingTransaction?> FindOutgoingAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_outgoing);

    public ValueTask SaveOutgoingAsync(OutgoingTransaction? transaction, CancellationToken cancellationToken)
    {
        _outgoing = transaction;
        return ValueTask.CompletedTask;
    }

    public ValueTask<StatusMark> ReadStatusMarkAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_mark);

    public ValueTask SaveStatusMarkAsync(StatusMark mark, CancellationToken cancellationToken)
    {
        _mark = mark;
        return ValueTask.CompletedTask;
    }

    private AnchoredCheckpoint? Placed(AnchoredCheckpoint? anchor) =>
        anchor is null ? null : anchor with { LeftOn = Binding?.LeftOn(anchor.Facts.NewSize) };
}
