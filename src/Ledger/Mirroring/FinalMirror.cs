using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// Everything the events said up to a final block. Only grows: a reorganisation that reaches below it ends it, and another takes its place.
/// One thread appends, with events that were tried on an <see cref="Overlay"/> before; what readers hold is bounded by counts
/// (<see cref="MirrorView"/>), so appending disturbs none of them.
/// </summary>
internal sealed class FinalMirror
{
    private readonly GrowingList<ChainBlock> _blocks = new();

    public FinalMirror(MirroredChain chain) => Chain = chain;

    /// <summary>Whose events these are.</summary>
    public MirroredChain Chain { get; }

    /// <summary>Up to where; <see cref="ChainBlock.None"/> before the first block.</summary>
    public ChainBlock Block { get; private set; } = ChainBlock.None;

    /// <summary>Up to which block what came of the events was once compared with the contracts' state; −1 when never.</summary>
    public long VerifiedUpTo { get; private set; } = ChainBlock.None.Number;

    public RegistryEntries Registry { get; private set; } = RegistryEntries.Empty;

    /// <summary>By department. Replaced when one is added; the tables in it only grow.</summary>
    public ImmutableDictionary<Digest, DepartmentTables> Tables { get; private set; } = ImmutableDictionary<Digest, DepartmentTables>.Empty;

    /// <summary>Appends the events of blocks behind <see cref="Block"/>.</summary>
    /// <exception cref="EventsDisagreeException">They do not follow; this base is of no use any more.</exception>
    public void Append(ImmutableArray<EventBlock> blocks, ChainBlock block, long verifiedUpTo)
    {
        foreach (var (at, events) in blocks)
        {
            _blocks.Add(at);
            for (var place = 0; place < events.Length; place++)
            {
                Append(events[place], at, place);
            }
        }

        Block = block;
        VerifiedUpTo = verifiedUpTo;
    }

    private void Append(ChainEvent chainEvent, ChainBlock at, int place)
    {
        switch (chainEvent)
        {
            case RegistryEvent registry:
                Registry = Registry.With(registry, at, place);
                break;
            case HeadAnchored anchor:
                Append(anchor, TablesOf(anchor.Department).Anchors, place);
                break;
            case StatusChanged status:
                Append(status, TablesOf(status.Department).Statuses);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Append(HeadAnchored anchor, AnchorTable anchors, int place)
    {
        var size = anchors.Count == 0 ? 0UL : anchors.At(anchors.Count - 1).NewSize;
        if (anchor.OldSize != size || anchor.NewSize <= size)
        {
            throw new EventsDisagreeException($"An anchor after size {size} is missing.");
        }

        anchors.Append(anchor, _blocks.Count - 1, place);
    }

    private void Append(StatusChanged status, StatusTable statuses)
    {
        if (status.Sequence != statuses.Count + 1)
        {
            throw new EventsDisagreeException($"Status change {statuses.Count + 1} of a department is missing.");
        }

        statuses.Append(status.RecordId, status.Status, status.Successor, _blocks.Count - 1);
    }

    private DepartmentTables TablesOf(Digest department)
    {
        if (!Tables.TryGetValue(department, out var tables))
        {
            tables = new DepartmentTables(new AnchorTable(_blocks), new StatusTable(_blocks));
            Tables = Tables.Add(department, tables);
        }

        return tables;
    }
}
