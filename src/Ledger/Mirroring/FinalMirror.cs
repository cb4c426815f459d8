using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// The state from all events up to a final block. It only grows. If a reorganisation reaches below that block, it is discarded and replaced. One
/// thread appends events that were tested on an <see cref="Overlay"/> before. Readers are bounded by counts (<see cref="MirrorView"/>), so appending
/// does not disturb them.
/// </summary>
internal sealed class FinalMirror
{
    private readonly GrowingList<ChainBlock> _blocks = new();

    public FinalMirror(MirroredChain chain) => Chain = chain;

    /// <summary>The chain and the contracts of the events.</summary>
    public MirroredChain Chain { get; }

    /// <summary>The last block. <see cref="ChainBlock.None"/> before the first.</summary>
    public ChainBlock Block { get; private set; } = ChainBlock.None;

    /// <summary>The last block at which the state was compared with the contracts' state; −1 if never.</summary>
    public long VerifiedUpTo { get; private set; } = ChainBlock.None.Number;

    public RegistryEntries Registry { get; private set; } = RegistryEntries.Empty;

    /// <summary>The tables by department. Replaced when a department is added; the tables themselves only grow.</summary>
    public ImmutableDictionary<Digest, DepartmentTables> Tables { get; private set; } = ImmutableDictionary<Digest, DepartmentTables>.Empty;

    /// <summary>Appends the events of blocks after <see cref="Block"/>.</summary>
    /// <exception cref="FaultException">The events do not follow the base. The base cannot be used any more.</exception>
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
            throw new FaultException(MirrorFaults.EventsDisagree, $"An anchor after size {size} is missing.");
        }

        anchors.Append(anchor, _blocks.Count - 1, place);
    }

    private void Append(StatusChanged status, StatusTable statuses)
    {
        if (status.Sequence != statuses.Count + 1)
        {
            throw new FaultException(MirrorFaults.EventsDisagree, $"Status change {statuses.Count + 1} of a department is missing.");
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
