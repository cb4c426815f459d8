using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// The state of the contracts at one block, verified against the contracts themselves. It consists of a base up to a count and an overlay. Immutable.
/// Reading it needs no chain call and no lock.
/// </summary>
public sealed class MirrorView
{
    private const string NoAnchorNamed = "the bundle names no anchor";

    private readonly ImmutableDictionary<Digest, DepartmentTables> _tables;
    private readonly Dictionary<Digest, (int Anchors, int Statuses)> _counts;
    private readonly Overlay _overlay;

    internal MirrorView(FinalMirror below, Overlay overlay, ChainSource source)
    {
        _tables = below.Tables;
        _counts = _tables.ToDictionary(pair => pair.Key, pair => (pair.Value.Anchors.Count, pair.Value.Statuses.Count));
        _overlay = overlay;
        Source = source;
    }

    private MirrorView(MirrorView other, ChainSource source)
    {
        _tables = other._tables;
        _counts = other._counts;
        _overlay = other._overlay;
        Source = source;
    }

    /// <summary>The block, the chain and the endpoints of this view, and when they were last asked.</summary>
    public ChainSource Source { get; }

    /// <summary>The number of registry events.</summary>
    public long Changes => _overlay.Registry.Changes;

    internal Overlay Overlay => _overlay;

    /// <summary>
    /// All chain facts about a bundle. Equal to the answer of <see cref="Anchoring.IChainFacts.ReadFactsAsync"/> at the same block.
    /// </summary>
    public ChainFacts FactsOf(BundleQuestions questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var department = OnChainId.OfDepartment(questions.Origin);
        var type = OnChainId.OfRecordType(questions.RecordType);
        var entry = FindEntry(department);
        var held = questions.AnchoredSize is >= 0 and var size ? FindAnchor(department, (ulong)size) : null;
        var anchor = held?.Facts;
        var namesAnchor = questions.AnchoredSize is >= 0;
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(Source),
            Department = Answer<DepartmentFacts?>.Known(entry?.Facts),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(entry?.LogKeys ?? []),
            RecordKey = Answer<RecordKeyFacts?>.Known(entry?.RecordKeys.FirstOrDefault(key => key.Thumbprint == questions.KeyThumbprint)),
            RecordType = Answer<RecordTypeFacts?>.Known(FindType(type)),
            Authority = Answer<ImmutableArray<Validity>>.Known(entry is null ? [] : RegistryEntries.ListAuthorities(entry, type)),
            RootAtSize = namesAnchor ? Answer<Digest?>.Known(anchor?.Root) : Answer<Digest?>.Unknown(NoAnchorNamed),
            Anchor = namesAnchor ? Answer<AnchorFacts?>.Known(anchor) : Answer<AnchorFacts?>.Unknown(NoAnchorNamed),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known(FindStatuses(department, questions.RecordId)),
            ImpossibleHead = Answer<ImpossibleHead?>.Known(HeadOf(department).Newest?.Impossible),
            LaterInBlock = namesAnchor
                ? Answer<ImmutableArray<ValidityChange>>.Known(held is null || entry is null ? [] : LaterInBlock(entry, held))
                : Answer<ImmutableArray<ValidityChange>>.Unknown(NoAnchorNamed),
        };
    }

    /// <summary>A department's facts in the registry. Null if it was never admitted.</summary>
    public DepartmentFacts? FindDepartment(string origin) => FindEntry(OnChainId.OfDepartment(origin))?.Facts;

    /// <summary>The periods in which a department was authorised for a type. Empty if it never was.</summary>
    public ImmutableArray<Validity> ListAuthorities(string origin, string recordType) => FindEntry(OnChainId.OfDepartment(origin)) is { } entry
        ? RegistryEntries.ListAuthorities(entry, OnChainId.OfRecordType(recordType))
        : [];

    /// <summary>The same state with a newer source: the chain was asked again and nothing had changed.</summary>
    internal MirrorView WithSource(ChainSource source) => new(this, source);

    internal MirroredDepartment? FindEntry(Digest department) => _overlay.Registry.Departments.GetValueOrDefault(department);

    internal RecordTypeFacts? FindType(Digest type) => _overlay.Registry.Types.GetValueOrDefault(type);

    /// <summary>Every department that the registry or another contract ever named.</summary>
    internal IEnumerable<Digest> Departments => _overlay.Registry.Departments.Keys.Union(_counts.Keys).Union(_overlay.Departments.Keys);

    /// <summary>A department's newest anchor and its numbers of anchors and status changes.</summary>
    internal (MirroredAnchor? Newest, int Anchors, int Statuses) HeadOf(Digest department)
    {
        if (_overlay.Departments.TryGetValue(department, out var above))
        {
            return (above.Newest, above.AnchorCount, above.StatusCount);
        }

        var (anchors, statuses) = _counts.GetValueOrDefault(department);
        return (anchors == 0 ? null : _tables[department].Anchors.At(anchors - 1), anchors, statuses);
    }

    internal MirroredAnchor? FindAnchor(Digest department, ulong size)
    {
        if (_overlay.Departments.TryGetValue(department, out var above) && above.Anchors.TryGetValue(size, out var newer))
        {
            return newer;
        }

        return _counts.TryGetValue(department, out var counts) ? _tables[department].Anchors.Find(size, counts.Anchors) : null;
    }

    private static ImmutableArray<ValidityChange> LaterInBlock(MirroredDepartment entry, MirroredAnchor anchor) =>
        [.. entry.Changes.Where(placed => placed.Block == anchor.Block.Number && placed.Place > anchor.Place).Select(placed => placed.Change)];

    internal ImmutableArray<StatusChangeFacts> FindStatuses(Digest department, Digest recordId)
    {
        ImmutableArray<StatusChangeFacts> older = _counts.TryGetValue(department, out var counts)
            ? _tables[department].Statuses.Find(recordId, counts.Statuses)
            : [];
        return _overlay.Departments.TryGetValue(department, out var above) && above.Statuses.TryGetValue(recordId, out var newer)
            ? [.. older, .. newer]
            : older;
    }

    /// <summary>The tables of the base with the counts of this view.</summary>
    internal IEnumerable<(Digest Department, DepartmentTables Tables, int Anchors, int Statuses)> BaseTables =>
        _counts.Select(pair => (pair.Key, _tables[pair.Key], pair.Value.Anchors, pair.Value.Statuses));
}
