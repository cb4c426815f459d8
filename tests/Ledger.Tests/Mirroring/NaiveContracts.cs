using System.Collections.Immutable;
using Ledger.Mirroring;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Mirroring;

/// <summary>
/// The state of the contracts after some blocks. It searches all events for each question: slow, short, and different from the mirror. The scripted
/// chain answers from it, and tests compare the mirror with it.
/// </summary>
internal sealed class NaiveContracts(IEnumerable<EventBlock> blocks)
{
    private readonly List<(ChainEvent Event, ChainBlock Block)> _events = [.. blocks.SelectMany(block => block.Events, (block, told) => (told, block.Block))];

    public long Changes => _events.Count(one => one.Event is RegistryEvent);

    public IEnumerable<Digest> Departments => Of<DepartmentAdmitted>().Select(one => one.Event.Department);

    public IEnumerable<(Digest Department, Digest Record)> Records => Of<StatusChanged>().Select(one => (one.Event.Department, one.Event.RecordId)).Distinct();

    public IEnumerable<T> All<T>() => _events.Select(one => one.Event).OfType<T>();

    public DepartmentFacts? Department(Digest id)
    {
        if (Of<DepartmentAdmitted>().FirstOrDefault(one => one.Event.Department == id) is not { Event: { } admitted } found)
        {
            return null;
        }

        var turns = _events.Where(one => one.Event is DepartmentSuspended s && s.Department == id || one.Event is DepartmentReinstated r && r.Department == id).ToList();
        return new DepartmentFacts(
            admitted.Origin,
            Of<NodeUrlChanged>().LastOrDefault(one => one.Event.Department == id).Event?.NodeUrl ?? admitted.NodeUrl,
            Of<OperatorChanged>().LastOrDefault(one => one.Event.Department == id).Event?.Operator ?? admitted.Operator,
            found.Block.Time,
            turns is [.., (DepartmentSuspended, var block)] ? block.Time : null);
    }

    public ImmutableArray<LogKeyFacts> LogKeys(Digest id) =>
    [
        .. Of<LogKeyOpened>().Where(one => one.Event.Department == id).Select(one => new LogKeyFacts(
            [.. one.Event.Key.ToArray()],
            new Validity(one.Event.ValidFrom, Of<LogKeyClosed>().LastOrDefault(closed => closed.Event.Department == id && closed.Event.Key == one.Event.Key).Event?.ValidUntil))
        {
            CompromisedSince = Of<LogKeyCompromised>().LastOrDefault(bad => bad.Event.Department == id && bad.Event.Key == one.Event.Key).Event?.Since,
        }),
    ];

    public ImmutableArray<RecordKeyFacts> RecordKeys(Digest id) =>
    [
        .. Of<RecordKeyAdded>().Where(one => one.Event.Department == id).Select(one => new RecordKeyFacts(
            one.Event.Thumbprint, one.Event.Algorithm, one.Event.PublicKey,
            one.Event.Validity with
            {
                Until = Of<RecordKeyClosed>().LastOrDefault(closed => closed.Event.Department == id && closed.Event.Thumbprint == one.Event.Thumbprint).Event?.ValidUntil
                    ?? one.Event.Validity.Until,
            })
        {
            CompromisedSince = Of<RecordKeyCompromised>().LastOrDefault(bad => bad.Event.Department == id && bad.Event.Thumbprint == one.Event.Thumbprint).Event?.Since,
        }),
    ];

    public RecordTypeFacts? Type(Digest type) => Of<TypeRegistered>().FirstOrDefault(one => one.Event.Type == type).Event is { } found
        ? new RecordTypeFacts(found.Uri, found.MetadataHash)
        : null;

    public ImmutableArray<Validity> Authorities(Digest id, Digest type)
    {
        var begun = Of<TypeAuthorised>().Where(one => one.Event.Department == id && one.Event.Type == type).ToList();
        var ended = Of<TypeDeauthorised>().Where(one => one.Event.Department == id && one.Event.Type == type).ToList();
        return [.. begun.Select((one, i) => new Validity(one.Block.Time, i < ended.Count ? ended[i].Block.Time : null))];
    }

    /// <summary>The anchors with a size that a log can have.</summary>
    public ImmutableArray<AnchorFacts> Anchors(Digest id) =>
    [
        .. Heads(id).Where(one => one.Event.NewSize <= long.MaxValue)
            .Select(one => new AnchorFacts((long)one.Event.OldSize, (long)one.Event.NewSize, one.Event.Root, one.Event.Transaction, one.Block)),
    ];

    private IEnumerable<(HeadAnchored Event, ChainBlock Block)> Heads(Digest id) => Of<HeadAnchored>().Where(one => one.Event.Department == id);

    /// <summary>The events after the anchor of a size in the same block.</summary>
    private ImmutableArray<ValidityChange> LaterInBlock(Digest id, long? size) =>
    [
        .. _events.SkipWhile(one => one.Event is not HeadAnchored e || e.Department != id || e.NewSize != (ulong?)size) is var rest && rest.FirstOrDefault().Block is { } block
            ? rest.Where(one => one.Block == block).Select(one => (one.Event as RegistryEvent)?.FindValidityChange())
                .Where(change => change?.Department == id).Select(change => change!.Value.Change)
            : [],
    ];

    public ImmutableArray<StatusChangeFacts> Statuses(Digest id, Digest record) =>
    [
        .. Of<StatusChanged>().Where(one => one.Event.Department == id && one.Event.RecordId == record)
            .Select(one => new StatusChangeFacts(one.Event.Status, one.Block.Time, one.Block.Number, one.Event.Sequence, one.Event.Successor)),
    ];

    public ContractState Answer(StateQuestions questions) => new()
    {
        ChangeCount = Changes,
        Departments = [.. questions.Departments.Select(id => (Heads(id).ToList() is [.., var (last, block)] all
            ? new HeadState(last.NewSize, last.Root, block.Number, all.Count)
            : default, Of<StatusChanged>().LongCount(one => one.Event.Department == id)))],
        Entries = [.. questions.Entries.Select(id => new DepartmentEntry(Department(id), LogKeys(id), RecordKeys(id)))],
        Types = [.. questions.Types.Select(Type)],
        Authorities = [.. questions.Authorities.Select(pair => Authorities(pair.Department, pair.Type))],
        Anchors = [.. questions.Anchors.Select(pair => Heads(pair.Department).FirstOrDefault(head => head.Event.NewSize == pair.Size).Event?.Root)],
        Records = [.. questions.Records.Select(pair => Statuses(pair.Department, pair.RecordId) is [.., var last]
            ? new RecordState(last.Status, last.At, last.Sequence, last.Successor)
            : default)],
    };

    /// <summary>The chain facts about a bundle in this state.</summary>
    public ChainFacts FactsOf(BundleQuestions questions, ChainSource source)
    {
        var (id, type) = (OnChainId.OfDepartment(questions.Origin), OnChainId.OfRecordType(questions.RecordType));
        var anchor = Anchors(id).FirstOrDefault(anchor => anchor.NewSize == questions.AnchoredSize);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(source),
            Department = Answer<DepartmentFacts?>.Known(Department(id)),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(LogKeys(id)),
            RecordKey = Answer<RecordKeyFacts?>.Known(RecordKeys(id).FirstOrDefault(key => key.Thumbprint == questions.KeyThumbprint)),
            RecordType = Answer<RecordTypeFacts?>.Known(Type(type)),
            Authority = Answer<ImmutableArray<Validity>>.Known(Authorities(id, type)),
            RootAtSize = Answer<Digest?>.Known(anchor?.Root),
            Anchor = Answer<AnchorFacts?>.Known(anchor),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known(Statuses(id, questions.RecordId)),
            ImpossibleHead = Answer<ImpossibleHead?>.Known(Heads(id).LastOrDefault() is ({ NewSize: > long.MaxValue } head, var block)
                ? new ImpossibleHead(head.NewSize, block.Number)
                : null),
            LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Known(anchor is null ? [] : LaterInBlock(id, anchor.NewSize)),
        };
    }

    /// <summary>Questions about everything in the history, and some about nothing in it.</summary>
    public IEnumerable<BundleQuestions> AllQuestions()
    {
        var origins = All<DepartmentAdmitted>().Select(e => e.Origin).Append("nobody.example/log").ToList();
        var types = All<TypeRegistered>().Select(e => e.Uri).Append("nothing").ToList();
        foreach (var origin in origins)
        {
            var id = OnChainId.OfDepartment(origin);
            var keys = RecordKeys(id).Select(key => key.Thumbprint).Append(Digest.Sha256([0])).ToList();
            var records = Records.Where(pair => pair.Department == id).Select(pair => pair.Record).Append(Digest.Sha256([0])).ToList();
            var sizes = Anchors(id).Select(anchor => anchor.NewSize).Append(0).Append(long.MaxValue).ToList();
            for (var i = 0; i < new[] { keys.Count, records.Count, sizes.Count, types.Count }.Max(); i++)
            {
                yield return new BundleQuestions(origin, keys[i % keys.Count], types[i % types.Count], records[i % records.Count], sizes[i % sizes.Count]);
            }
        }
    }

    private IEnumerable<(T Event, ChainBlock Block)> Of<T>()
        where T : ChainEvent => _events.Where(one => one.Event is T).Select(one => ((T)one.Event, one.Block));
}
