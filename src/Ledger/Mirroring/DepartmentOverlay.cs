using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A department's anchors and status changes after the base.</summary>
internal sealed class DepartmentOverlay
{
    private readonly Dictionary<ulong, MirroredAnchor> _anchors = [];
    private readonly Dictionary<Digest, ImmutableArray<StatusChangeFacts>> _statuses = [];

    public DepartmentOverlay(DepartmentTables? below)
    {
        AnchorCount = below?.Anchors.Count ?? 0;
        StatusCount = below?.Statuses.Count ?? 0;
        Newest = AnchorCount > 0 ? below!.Anchors.At(AnchorCount - 1) : null; // Not null, because there are anchors.
    }

    /// <summary>Includes those of the base.</summary>
    public int AnchorCount { get; private set; }

    /// <summary>Includes those of the base.</summary>
    public int StatusCount { get; private set; }

    /// <summary>The newest anchor. It is from the base if the overlay has none.</summary>
    public MirroredAnchor? Newest { get; private set; }

    public IReadOnlyDictionary<ulong, MirroredAnchor> Anchors => _anchors;

    public IReadOnlyDictionary<Digest, ImmutableArray<StatusChangeFacts>> Statuses => _statuses;

    public void Add(HeadAnchored anchor, ChainBlock at, int place)
    {
        var size = Newest?.NewSize ?? 0;
        if (anchor.OldSize != size || anchor.NewSize <= size)
        {
            throw new FaultException(MirrorFaults.EventsDisagree, $"An anchor after size {size} is missing: the next one that was reported goes from {anchor.OldSize} to {anchor.NewSize}.");
        }

        Newest = new MirroredAnchor(anchor.OldSize, anchor.NewSize, anchor.Root, anchor.Transaction, at, place);
        _anchors.Add(anchor.NewSize, Newest);
        AnchorCount++;
    }

    public void Add(StatusChanged status, ChainBlock at)
    {
        if (status.Sequence != StatusCount + 1)
        {
            throw new FaultException(MirrorFaults.EventsDisagree, $"Status change {StatusCount + 1} of a department is missing: {status.Sequence} was reported instead.");
        }

        var change = new StatusChangeFacts(status.Status, at.Time, at.Number, status.Sequence, status.Successor);
        _statuses[status.RecordId] = _statuses.TryGetValue(status.RecordId, out var earlier) ? earlier.Add(change) : [change];
        StatusCount++;
    }
}
