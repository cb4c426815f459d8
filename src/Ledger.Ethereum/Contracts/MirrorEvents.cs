using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// The events of the three contracts as a mirror takes them. The last parameter of every registry event is its number. What the council
/// says of its own proposals is not among them: it changes nothing that a record is judged by.
/// </summary>
internal static class MirrorEvents
{
    private static readonly FrozenDictionary<Digest, (AbiEvent Event, int Topics, Func<EventLog, AbiValue, ChainEvent> Read)> Registry = Of(
        (RegistryAbi.DepartmentAdmitted, 2, (log, data) => new DepartmentAdmitted(log.Topics[1], data[0].Text, data[1].Address, data[2].Text, data[3].Long)),
        (RegistryAbi.DepartmentSuspended, 2, (log, data) => new DepartmentSuspended(log.Topics[1], data[0].Long)),
        (RegistryAbi.DepartmentReinstated, 2, (log, data) => new DepartmentReinstated(log.Topics[1], data[0].Long)),
        (RegistryAbi.OperatorChanged, 2, (log, data) => new OperatorChanged(log.Topics[1], data[0].Address, data[1].Long)),
        (RegistryAbi.NodeUrlChanged, 2, (log, data) => new NodeUrlChanged(log.Topics[1], data[0].Text, data[1].Long)),
        (RegistryAbi.LogKeyOpened, 2, (log, data) => new LogKeyOpened(log.Topics[1], data[0].Digest, ContractFacts.Time(data[1]), data[2].Long)),
        (RegistryAbi.LogKeyClosed, 2, (log, data) => new LogKeyClosed(log.Topics[1], data[0].Digest, ContractFacts.Time(data[1]), data[2].Long)),
        (RegistryAbi.LogKeyCompromised, 2, (log, data) => new LogKeyCompromised(log.Topics[1], data[0].Digest, ContractFacts.Time(data[1]), data[2].Long)),
        (RegistryAbi.RecordKeyAdded, 3, (log, data) => new RecordKeyAdded(
            log.Topics[1], log.Topics[2], data[0].Byte, data[1].Bytes, new Validity(ContractFacts.Time(data[2]), ContractFacts.FindTime(data[3])), data[4].Long)),
        (RegistryAbi.RecordKeyClosed, 3, (log, data) => new RecordKeyClosed(log.Topics[1], log.Topics[2], ContractFacts.Time(data[0]), data[1].Long)),
        (RegistryAbi.RecordKeyCompromised, 3, (log, data) => new RecordKeyCompromised(log.Topics[1], log.Topics[2], ContractFacts.Time(data[0]), data[1].Long)),
        (RegistryAbi.TypeRegistered, 2, (log, data) => new TypeRegistered(log.Topics[1], data[0].Text, data[1].Digest, data[2].Long)),
        (RegistryAbi.TypeAuthorised, 3, (log, data) => new TypeAuthorised(log.Topics[1], log.Topics[2], data[0].Long)),
        (RegistryAbi.TypeDeauthorised, 3, (log, data) => new TypeDeauthorised(log.Topics[1], log.Topics[2], data[0].Long)),
        (RegistryAbi.MigrationRecorded, 3, (log, data) => new MigrationRecorded(log.Topics[1], log.Topics[2], data[0].Long)));

    private static readonly FrozenDictionary<Digest, (AbiEvent Event, int Topics, Func<EventLog, AbiValue, ChainEvent> Read)> Anchors = Of(
        (LogAnchorAbi.Anchored, 3, (log, data) => new HeadAnchored(log.Topics[1], data[0].Long, Size(log.Topics[2]), data[1].Digest, log.Transaction)));

    private static readonly FrozenDictionary<Digest, (AbiEvent Event, int Topics, Func<EventLog, AbiValue, ChainEvent> Read)> Statuses = Of(
        (RecordStatusAbi.StatusSet, 3, (log, data) => new StatusChanged(log.Topics[1], log.Topics[2], data[0].Byte, data[1].Digest, data[2].Long)));

    /// <summary>The first topics of all of them.</summary>
    public static ImmutableArray<Digest> Topics { get; } = [.. Registry.Keys, .. Anchors.Keys, .. Statuses.Keys];

    /// <summary>The event; an error of the endpoint when it is none of the contract's that wrote it.</summary>
    /// <exception cref="ChainUnavailableException">It does not hold what our contract writes.</exception>
    public static ChainEvent Read(EventLog log, ContractSet contracts)
    {
        var known = log.Address == contracts.Registry ? Registry : log.Address == contracts.LogAnchor ? Anchors : Statuses;
        if (log.Topics.IsEmpty || !known.TryGetValue(log.Topics[0], out var found) || log.Topics.Length != found.Topics)
        {
            throw ChainJson.Unexpected("an event is not one of the contract that wrote it");
        }

        try
        {
            return found.Read(log, found.Event.DecodeData(log.Data.AsSpan()));
        }
        catch (EncodingException exception)
        {
            throw new ChainUnavailableException($"The event {found.Event.Signature} does not hold what our contract writes.", exception);
        }
    }

    private static FrozenDictionary<Digest, (AbiEvent Event, int Topics, Func<EventLog, AbiValue, ChainEvent> Read)> Of(
        params IEnumerable<(AbiEvent Event, int Topics, Func<EventLog, AbiValue, ChainEvent> Read)> events) => events.ToFrozenDictionary(one => one.Event.Topic);

    private static long Size(Digest topic) =>
        new BigInteger(topic.ToArray(), isUnsigned: true, isBigEndian: true) is var size && size <= long.MaxValue
            ? (long)size
            : throw new EncodingException("ABI: the number is above 2^63 - 1.");
}
