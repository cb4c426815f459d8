using System.Collections.Frozen;
using System.Collections.Immutable;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Converts the events of the three contracts for a mirror. The last parameter of every registry event is its number. Events about proposals of the
/// council are not included, because no record is judged by them. A value that a department chooses is passed on even if it is impossible. Only
/// bytes that are not an event, and impossible counters of the contracts, are a fault of the endpoint.
/// </summary>
internal static class MirrorEvents
{
    private static readonly FrozenDictionary<Digest, Func<EventLog, ChainEvent>> Registry = Table(
        Reader<DepartmentAdmittedEventDTO>((e, _) => new DepartmentAdmitted(e.Id.ToDigest(), e.Origin, e.Operator.ToChainAddress(), e.NodeUrl, e.Change.ToLong())),
        Reader<DepartmentSuspendedEventDTO>((e, _) => new DepartmentSuspended(e.Id.ToDigest(), e.Change.ToLong())),
        Reader<DepartmentReinstatedEventDTO>((e, _) => new DepartmentReinstated(e.Id.ToDigest(), e.Change.ToLong())),
        Reader<OperatorChangedEventDTO>((e, _) => new OperatorChanged(e.Id.ToDigest(), e.Operator.ToChainAddress(), e.Change.ToLong())),
        Reader<NodeUrlChangedEventDTO>((e, _) => new NodeUrlChanged(e.Id.ToDigest(), e.NodeUrl, e.Change.ToLong())),
        Reader<LogKeyOpenedEventDTO>((e, _) => new LogKeyOpened(e.Id.ToDigest(), e.Key.ToDigest(), ContractFacts.Time(e.ValidFrom), e.Change.ToLong())),
        Reader<LogKeyClosedEventDTO>((e, _) => new LogKeyClosed(e.Id.ToDigest(), e.Key.ToDigest(), ContractFacts.Time(e.ValidUntil), e.Change.ToLong())),
        Reader<LogKeyCompromisedEventDTO>((e, _) => new LogKeyCompromised(e.Id.ToDigest(), e.Key.ToDigest(), ContractFacts.Time(e.Since), e.Change.ToLong())),
        Reader<RecordKeyAddedEventDTO>((e, _) => new RecordKeyAdded(
            e.Id.ToDigest(), e.Thumbprint.ToDigest(), e.Algorithm, [.. e.PublicKey],
            new Validity(ContractFacts.Time(e.ValidFrom), ContractFacts.FindTime(e.ValidUntil)), e.Change.ToLong())),
        Reader<RecordKeyClosedEventDTO>((e, _) => new RecordKeyClosed(e.Id.ToDigest(), e.Thumbprint.ToDigest(), ContractFacts.Time(e.ValidUntil), e.Change.ToLong())),
        Reader<RecordKeyCompromisedEventDTO>((e, _) => new RecordKeyCompromised(e.Id.ToDigest(), e.Thumbprint.ToDigest(), ContractFacts.Time(e.Since), e.Change.ToLong())),
        Reader<TypeRegisteredEventDTO>((e, _) => new TypeRegistered(e.TypeId.ToDigest(), e.Uri, e.MetadataHash.ToDigest(), e.Change.ToLong())),
        Reader<TypeAuthorisedEventDTO>((e, _) => new TypeAuthorised(e.Id.ToDigest(), e.TypeId.ToDigest(), e.Change.ToLong())),
        Reader<TypeDeauthorisedEventDTO>((e, _) => new TypeDeauthorised(e.Id.ToDigest(), e.TypeId.ToDigest(), e.Change.ToLong())),
        Reader<MigrationRecordedEventDTO>((e, _) => new MigrationRecorded(e.Id.ToDigest(), e.RecordHash.ToDigest(), e.Change.ToLong())));

    private static readonly FrozenDictionary<Digest, Func<EventLog, ChainEvent>> Anchors = Table(Reader<AnchoredEventDTO>(
        (e, log) => new HeadAnchored(e.Department.ToDigest(), e.OldSize, e.NewSize, e.Root.ToDigest(), log.Transaction)));

    private static readonly FrozenDictionary<Digest, Func<EventLog, ChainEvent>> Statuses = Table(Reader<StatusSetEventDTO>(
        (e, _) => new StatusChanged(e.Department.ToDigest(), e.RecordId.ToDigest(), (EntryStatus)e.Status, e.Successor.ToDigest(), e.Sequence.ToLong())));

    /// <summary>The topics 0 of the registry events that have a number.</summary>
    public static IReadOnlyCollection<Digest> RegistryTopics => Registry.Keys;

    /// <summary>The topics 0 of all these events.</summary>
    public static ImmutableArray<Digest> Topics { get; } = [.. Registry.Keys, .. Anchors.Keys, .. Statuses.Keys];

    /// <summary>Reads an event of the contract that wrote it.</summary>
    /// <exception cref="FaultException">The event is not one that our contract writes.</exception>
    public static ChainEvent Read(EventLog log, ContractSet contracts)
    {
        var known = log.Address == contracts.Registry ? Registry : log.Address == contracts.LogAnchor ? Anchors : Statuses;
        return !log.Topics.IsEmpty && known.TryGetValue(log.Topics[0], out var read)
            ? read(log)
            : throw ChainJson.Unexpected("an event is not one of the contract that wrote it");
    }

    private static KeyValuePair<Digest, Func<EventLog, ChainEvent>> Reader<TEvent>(Func<TEvent, EventLog, ChainEvent> read)
        where TEvent : IEventDTO, new() =>
        new(ContractAbi.Topic<TEvent>(), log => ContractEvents.Read<TEvent, ChainEvent>(log, data => read(data, log)));

    private static FrozenDictionary<Digest, Func<EventLog, ChainEvent>> Table(params KeyValuePair<Digest, Func<EventLog, ChainEvent>>[] readers) =>
        readers.ToFrozenDictionary();
}
