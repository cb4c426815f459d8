using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// What the blocks after the base (<see cref="FinalMirror"/>) changed, up to a newer block. It is computed from the events again at each refresh,
/// so that a reorganisation needs no undo. It also tests events before they are appended to a base. Immutable after it is built.
/// </summary>
internal sealed class Overlay
{
    private readonly Dictionary<Digest, DepartmentOverlay> _departments = [];

    private Overlay(RegistryEntries registry) => Registry = registry;

    /// <summary>The registry's entries, including those of the base.</summary>
    public RegistryEntries Registry { get; private set; }

    public IReadOnlyDictionary<Digest, DepartmentOverlay> Departments => _departments;

    /// <summary>Applies events to the base.</summary>
    /// <exception cref="FaultException">The events do not follow the base or each other.</exception>
    public static Overlay Build(FinalMirror below, ImmutableArray<EventBlock> blocks)
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
