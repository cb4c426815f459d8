using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Filters;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Finds events by their indexed topics. Nodes limit how many blocks or events one <c>eth_getLogs</c> may cover, each in its own words,
/// so a refused range is halved and the search goes on in smaller steps, within a bound.
/// </summary>
internal static class EventSearch
{
    private const int MaxQuestions = 2000;
    private const int MethodNotFound = -32601;

    /// <summary>All events in blocks from <paramref name="from"/> to <paramref name="to"/>, oldest first.</summary>
    public static async ValueTask<ImmutableArray<EventLog>> FindAsync(
        ChainSession session, ChainAddress contract, ImmutableArray<Digest> topics, long from, long to, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<EventLog>();
        var step = to - from + 1;
        var questions = 0;
        while (from <= to)
        {
            if (++questions > MaxQuestions)
            {
                throw new ChainUnavailableException($"The endpoint {session.Endpoint} allows too small steps to search {to - from + 1} blocks for events.");
            }

            var end = Math.Min(to, from + step - 1);
            if (await TryReadAsync(session, contract, topics, from, end, cancellationToken) is { } logs)
            {
                found.AddRange(logs);
                from = end + 1;
            }
            else
            {
                step = Math.Max(1, (end - from + 1) / 2);
            }
        }

        return found.ToImmutable().Sort(static (a, b) => (a.BlockNumber, a.Index).CompareTo((b.BlockNumber, b.Index)));
    }

    /// <summary>Null when the endpoint refuses a range of more than one block.</summary>
    private static async ValueTask<ImmutableArray<EventLog>?> TryReadAsync(
        ChainSession session, ChainAddress contract, ImmutableArray<Digest> topics, long from, long to, CancellationToken cancellationToken)
    {
        var filter = new NewFilterInput
        {
            Address = [contract.ToString()],
            Topics = [.. topics.Select(topic => topic.ToHex())],
            FromBlock = new BlockParameter((ulong)from),
            ToBlock = new BlockParameter((ulong)to),
        };
        try
        {
            var answer = await session.AskAsync(new EthGetLogs(null).BuildRequest(filter), cancellationToken);
            var logs = ChainJson.Logs(answer.Get());
            return logs.All(log => Fits(log, contract, topics, from, to)) ? logs : throw ChainJson.Unexpected("an event was not asked for");
        }
        catch (Exception exception) when (from < to && exception is AnswerTooLargeException or RpcErrorException { Error.Code: not MethodNotFound })
        {
            return null;
        }
    }

    private static bool Fits(EventLog log, ChainAddress contract, ImmutableArray<Digest> topics, long from, long to) =>
        log.Address == contract && log.BlockNumber >= from && log.BlockNumber <= to && log.Topics.Length >= topics.Length
        && log.Topics.AsSpan()[..topics.Length].SequenceEqual(topics.AsSpan());
}
