using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace Ledger.Ethereum.Contracts;

/// <summary>Reads the events of the anchor and status contracts as facts, each with its block.</summary>
internal static class ContractEvents
{
    /// <summary>The anchors of the department, oldest first. Only the anchor of <paramref name="size"/> when it is given.</summary>
    public static async ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(
        ChainSession session, ChainAddress contract, Digest department, long? size, long from, long to, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(
            session, contract, [ContractAbi.Topic<AnchoredEventDTO>(), department, .. size is { } wanted ? [ContractAbi.Topic(wanted)] : Array.Empty<Digest>()],
            from, to, cancellationToken);
        var blocks = await session.ReadBlocksAsync(logs.Select(log => log.BlockHash), cancellationToken);
        return [.. logs.Select(log => ToAnchor(log, BlockOf(log, blocks)))];
    }

    /// <summary>The status changes of the record, oldest first.</summary>
    public static async ValueTask<ImmutableArray<StatusChangeFacts>> ReadStatusesAsync(
        ChainSession session, ChainAddress contract, Digest department, Digest recordId, long from, long to, CancellationToken cancellationToken) =>
        [.. (await ReadStatusChangesAsync(session, contract, [department, recordId], from, to, cancellationToken)).Select(change => change.Facts)];

    /// <summary>All status changes of the department, oldest first.</summary>
    public static ValueTask<ImmutableArray<RecordStatusChange>> ReadStatusChangesAsync(
        ChainSession session, ChainAddress contract, Digest department, long from, long to, CancellationToken cancellationToken) =>
        ReadStatusChangesAsync(session, contract, [department], from, to, cancellationToken);

    /// <summary>Reads an event of our contracts.</summary>
    /// <exception cref="FaultException">The event is not one that our contract writes.</exception>
    public static T Read<TEvent, T>(EventLog log, Func<TEvent, T> read)
        where TEvent : IEventDTO, new()
    {
        try
        {
            return read(ContractAbi.DecodeEvent<TEvent>(log.Topics, log.Data.AsSpan()));
        }
        catch (EncodingException exception)
        {
            throw ChainOutages.Create(
                $"An event does not hold what our contract writes: {EventAttribute.GetAttribute<TEvent>().Name}. {exception.Message}", exception);
        }
    }

    private static async ValueTask<ImmutableArray<RecordStatusChange>> ReadStatusChangesAsync(
        ChainSession session, ChainAddress contract, ImmutableArray<Digest> about, long from, long to, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(session, contract, [ContractAbi.Topic<StatusSetEventDTO>(), .. about], from, to, cancellationToken);
        var blocks = await session.ReadBlocksAsync(logs.Select(log => log.BlockHash), cancellationToken);
        return [.. logs.Select(log => ToStatusChange(log, BlockOf(log, blocks)))];
    }

    /// <exception cref="FaultException">No log can have this size. The department caused it, not the endpoint.</exception>
    private static AnchorFacts ToAnchor(EventLog log, ChainBlock block) => Read<AnchoredEventDTO, AnchorFacts>(
        log,
        anchor => anchor.NewSize > long.MaxValue && anchor.OldSize < anchor.NewSize
            ? throw ContractFacts.Impossible(new ImpossibleHead(anchor.NewSize, block.Number))
            : new AnchorFacts(anchor.OldSize.ToLong(), anchor.NewSize.ToLong(), anchor.Root.ToDigest(), log.Transaction, block));

    private static RecordStatusChange ToStatusChange(EventLog log, ChainBlock block) => Read<StatusSetEventDTO, RecordStatusChange>(
        log,
        status => new RecordStatusChange(
            status.RecordId.ToDigest(),
            new StatusChangeFacts((EntryStatus)status.Status, block.Time, block.Number, status.Sequence.ToLong(), status.Successor.ToDigest()),
            log.Transaction));

    private static ChainBlock BlockOf(EventLog log, IReadOnlyDictionary<Digest, ChainBlock> blocks) =>
        blocks[log.BlockHash] is var block && block.Number == log.BlockNumber ? block : throw ChainJson.Unexpected("an event names another block");
}
