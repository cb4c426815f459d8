using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// What lies between the base and a newer block, made from the events anew each time, so that a reorganisation needs no undoing. Tries events
/// before they go into a base, too. Not changed once it is made.
/// </summary>
internal sealed class Overlay
{
    private readonly Dictionary<Digest, DepartmentOverlay> _departments = [];

    private Overlay(RegistryEntries registry) => Registry = registry;

    /// <summary>The registry's entries, those of the base included.</summary>
    public RegistryEntries Registry { get; private set; }

    public IReadOnlyDictionary<Digest, DepartmentOverlay> Departments => _departments;

    /// <summary>What the events make of the base.</summary>
    /// <exception cref="EventsDisagreeException">They do not follow the base, or each other.</exception>
    public static Overlay Over(FinalMirror below, ImmutableArray<EventBlock> blocks)
    {
        var overlay = new Overlay(below.Registry);
        foreach (var (at, events) in blocks)
        {
            for (var place = 0; place < events.Length; place++)
            {
                overlay.Add(below, events[place], at, place);
            }
        }

        return overlay;
    }

    private void Add(FinalMirror below, ChainEvent chainEvent, ChainBlock at, int place)
    {
        switch (chainEvent)
        {
            case RegistryEvent registry:
                Registry = Registry.With(registry, at, place);
                break;
            case HeadAnchored anchor:
                DepartmentOf(below, anchor.Department).Add(anchor, at, place);
                break;
            case StatusChanged status:
                DepartmentOf(below, status.Department).Add(status, at);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private DepartmentOverlay DepartmentOf(FinalMirror below, Digest department)
    {
        if (!_departments.TryGetValue(department, out var found))
        {
            found = new DepartmentOverlay(below.Tables.GetValueOrDefault(department));
            _departments.Add(department, found);
        }

        return found;
    }
}

/// <summary>A department's anchors and status changes above the base.</summary>
internal sealed class DepartmentOverlay
{
    private readonly Dictionary<ulong, MirroredAnchor> _anchors = [];
    private readonly Dictionary<Digest, ImmutableArray<StatusChangeFacts>> _statuses = [];

    public DepartmentOverlay(DepartmentTables? below)
    {
        AnchorCount = below?.Anchors.Count ?? 0;
        StatusCount = below?.Statuses.Count ?? 0;
        Newest = AnchorCount > 0 ? below!.Anchors.At(AnchorCount - 1) : null; // Not null: it has anchors.
    }

    /// <summary>With those of the base.</summary>
    public int AnchorCount { get; private set; }

    /// <summary>With those of the base.</summary>
    public int StatusCount { get; private set; }

    /// <summary>The newest anchor, of the base when there is none above.</summary>
    public MirroredAnchor? Newest { get; private set; }

    public IReadOnlyDictionary<ulong, MirroredAnchor> Anchors => _anchors;

    public IReadOnlyDictionary<Digest, ImmutableArray<StatusChangeFacts>> Statuses => _statuses;

    public void Add(HeadAnchored anchor, ChainBlock at, int place)
    {
        var size = Newest?.NewSize ?? 0;
        if (anchor.OldSize != size || anchor.NewSize <= size)
        {
            throw new EventsDisagreeException($"An anchor after size {size} is missing: the next one told goes from {anchor.OldSize} to {anchor.NewSize}.");
        }

        Newest = new MirroredAnchor(anchor.OldSize, anchor.NewSize, anchor.Root, anchor.Transaction, at, place);
        _anchors.Add(anchor.NewSize, Newest);
        AnchorCount++;
    }

    public void Add(StatusChanged status, ChainBlock at)
    {
        if (status.Sequence != StatusCount + 1)
        {
            throw new EventsDisagreeException($"Status change {StatusCount + 1} of a department is missing: {status.Sequence} was told instead.");
        }

        var change = new StatusChangeFacts(status.Status, at.Time, at.Number, status.Sequence, status.Successor);
        _statuses[status.RecordId] = _statuses.TryGetValue(status.RecordId, out var earlier) ? earlier.Add(change) : [change];
        StatusCount++;
    }
}
