using System.Collections.Immutable;
using System.Numerics;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>The events of the anchor and status contracts as facts, each with the block that holds it.</summary>
internal static class ContractEvents
{
    /// <summary>The department's anchors, oldest first; only the one of <paramref name="size"/> when it is given.</summary>
    public static async ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(
        ChainSession session, ChainAddress contract, Digest department, long? size, long from, long to, CancellationToken cancellationToken)
    {
        ImmutableArray<Digest> topics = size is { } wanted
            ? [LogAnchorAbi.Anchored.Topic, department, Topic(wanted)]
            : [LogAnchorAbi.Anchored.Topic, department];
        var logs = await EventSearch.FindAsync(session, contract, topics, from, to, cancellationToken);
        var blocks = await session.ReadBlocksAsync(logs.Select(log => log.BlockHash), cancellationToken);
        return [.. logs.Select(log => ToAnchor(log, BlockOf(log, blocks)))];
    }

    /// <summary>The record's status changes, oldest first.</summary>
    public static async ValueTask<ImmutableArray<StatusChangeFacts>> ReadStatusesAsync(
        ChainSession session, ChainAddress contract, Digest department, Digest recordId, long from, long to, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(
            session, contract, [RecordStatusAbi.StatusSet.Topic, department, recordId], from, to, cancellationToken);
        var blocks = await session.ReadBlocksAsync(logs.Select(log => log.BlockHash), cancellationToken);
        return [.. logs.Select(log => ToStatusChange(log, BlockOf(log, blocks)))];
    }

    /// <summary>All status changes of the department, oldest first.</summary>
    public static async ValueTask<ImmutableArray<RecordStatusChange>> ReadStatusChangesAsync(
        ChainSession session, ChainAddress contract, Digest department, long from, long to, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(session, contract, [RecordStatusAbi.StatusSet.Topic, department], from, to, cancellationToken);
        var blocks = await session.ReadBlocksAsync(logs.Select(log => log.BlockHash), cancellationToken);
        return
        [
            .. logs.Select(log => log.Topics.Length == 3
                ? new RecordStatusChange(log.Topics[2], ToStatusChange(log, BlockOf(log, blocks)), log.Transaction)
                : throw ChainJson.Unexpected("a status event has no record")),
        ];
    }

    private static AnchorFacts ToAnchor(EventLog log, ChainBlock block)
    {
        var newSize = log.Topics.Length == 3 ? new BigInteger(log.Topics[2].ToArray(), isUnsigned: true, isBigEndian: true) : BigInteger.MinusOne;
        return newSize.Sign >= 0 && newSize <= long.MaxValue
            ? Decode(LogAnchorAbi.Anchored, log, data => new AnchorFacts(data[0].Long, (long)newSize, data[1].Digest, log.Transaction, block))
            : throw ChainJson.Unexpected("an anchor event has no size");
    }

    private static StatusChangeFacts ToStatusChange(EventLog log, ChainBlock block) => Decode(
        RecordStatusAbi.StatusSet, log, data => new StatusChangeFacts(data[0].Byte, block.Time, block.Number, data[2].Long, data[1].Digest));

    private static T Decode<T>(AbiEvent abiEvent, EventLog log, Func<AbiValue, T> read)
    {
        try
        {
            return read(abiEvent.DecodeData(log.Data.AsSpan()));
        }
        catch (EncodingException exception)
        {
            throw new ChainUnavailableException($"The event {abiEvent.Signature} does not hold what our contract writes.", exception);
        }
    }

    private static ChainBlock BlockOf(EventLog log, IReadOnlyDictionary<Digest, ChainBlock> blocks) =>
        blocks[log.BlockHash] is var block && block.Number == log.BlockNumber ? block : throw ChainJson.Unexpected("an event names another block");

    private static Digest Topic(long number) =>
        Digest.TryRead(AbiCodec.Encode(AbiType.Parse("(uint64)"), AbiValue.List(number)), out var topic)
            ? topic
            : throw new System.Diagnostics.UnreachableException();
}
