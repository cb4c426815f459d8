using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

/// <summary>The state of the two contracts for one department, with the rules of <c>LogAnchor.sol</c> and <c>RecordStatus.sol</c>.</summary>
internal sealed record FakeContracts
{
    private const int MaxBatch = 200;

    /// <summary>The nonce of the operator's next transaction.</summary>
    public long Nonce { get; init; }

    public ImmutableList<(long Size, Digest Root)> Heads { get; init; } = [];

    public ImmutableDictionary<Digest, (EntryStatus Status, Digest Successor)> Statuses { get; init; } =
        ImmutableDictionary<Digest, (EntryStatus, Digest)>.Empty;

    /// <summary>How many status changes were applied.</summary>
    public long Sequence { get; init; }

    public long Size => Heads.IsEmpty ? 0 : Heads[^1].Size;

    public EntryStatus StatusOf(Digest record) => Statuses.GetValueOrDefault(record).Status;

    /// <summary>Applies a call. Returns the new state, or the name of the error with which the call reverts.</summary>
    public (FakeContracts State, string? Error) Apply(ChainCall call) => call switch
    {
        AnchorCall anchor => Anchor(anchor),
        StatusCall statuses => SetStatuses(statuses.Items),
        _ => throw new ArgumentException("No call of these contracts.", nameof(call)),
    };

    private (FakeContracts, string?) Anchor(AnchorCall call)
    {
        if (call.OldSize != Size)
        {
            return (this, "OldSizeIsNotCurrent");
        }

        if (call.NewSize <= call.OldSize)
        {
            return (this, "NotLarger");
        }

        var isConsistent = Heads.IsEmpty
            ? call.Proof.IsEmpty
            : ConsistencyProof.Verify(call.OldSize, Heads[^1].Root, call.NewSize, call.NewRoot, call.Proof);
        return isConsistent ? (this with { Heads = Heads.Add((call.NewSize, call.NewRoot)) }, null) : (this, "NotConsistent");
    }

    private (FakeContracts, string?) SetStatuses(ImmutableArray<StatusCallItem> items)
    {
        if (items.Length is 0 or > MaxBatch)
        {
            return (this, "BatchSizeRefused");
        }

        var state = this;
        foreach (var item in items)
        {
            var current = state.StatusOf(item.RecordId);
            if (current > EntryStatus.Suspended || item.Status > EntryStatus.Withdrawn || item.Status == current)
            {
                return (this, "TransitionRefused");
            }

            if ((item.Status == EntryStatus.Superseded) == item.Successor.IsZero || item.Successor == item.RecordId)
            {
                return (this, "SuccessorRefused");
            }

            state = state with { Statuses = state.Statuses.SetItem(item.RecordId, (item.Status, item.Successor)), Sequence = state.Sequence + 1 };
        }

        return (state, null);
    }
}
