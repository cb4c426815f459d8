using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Filters;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Finds events by their indexed topics. Nodes limit the blocks or events of one <c>eth_getLogs</c>, each with its own message. So a refused range
/// is halved and the search continues in smaller steps, within a limit.
/// </summary>
internal static class EventSearch
{
    private const int MaxQuestions = 2000;
    private const int MethodNotFound = -32601;

    /// <summary>Finds all events in the blocks from <paramref name="from"/> to <paramref name="to"/>, oldest first.</summary>
    public static async ValueTask<ImmutableArray<EventLog>> FindAsync(
        ChainSession session, ChainAddress contract, ImmutableArray<Digest> topics, long from, long to, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<EventLog>();
        Digest[][] places = [.. topics.Select(topic => new[] { topic })];
        var step = to - from + 1;
        var questions = 0;
        while (from <= to)
        {
            if (++questions > MaxQuestions)
            {
                throw ChainOutages.Create($"The endpoint {session.Endpoint} allows too small steps to search {to - from + 1} blocks for events.");
            }

            var end = Math.Min(to, from + step - 1);
            if (await TryReadAsync(session, [contract], places, from, end, cancellationToken) is { } logs)
            {
                found.AddRange(logs);
                from = end + 1;
            }
            else
            {
                step = Math.Max(1, (end - from + 1) / 2);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// Reads the events of these contracts in a range, oldest first. Null when the endpoint refuses a range of more than one block.
    /// </summary>
    /// <param name="session">The endpoint.</param>
    /// <param name="contracts">The contracts whose events are read.</param>
    /// <param name="topics">The allowed values for each topic, from the first on.</param>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async ValueTask<ImmutableArray<EventLog>?> TryReadAsync(
        ChainSession session, ChainAddress[] contracts, Digest[][] topics, long from, long to, CancellationToken cancellationToken)
    {
        var filter = new NewFilterInput
        {
            Address = [.. contracts.Select(contract => contract.ToString())],
            Topics = [.. topics.Select(place => place.Select(topic => topic.ToHex()).ToArray())],
            FromBlock = new BlockParameter((ulong)from),
            ToBlock = new BlockParameter((ulong)to),
        };
        try
        {
            var answer = await session.AskAsync(new EthGetLogs(null).BuildRequest(filter), cancellationToken);
            var logs = ChainJson.Logs(answer.Get());
            return logs.All(log => contracts.Contains(log.Address) && log.BlockNumber >= from && log.BlockNumber <= to
                && log.Topics.Length >= topics.Length && topics.Zip(log.Topics).All(pair => pair.First.Contains(pair.Second)))
                ? logs.Sort(static (a, b) => (a.BlockNumber, a.Index).CompareTo((b.BlockNumber, b.Index)))
                : throw ChainJson.Unexpected("an event was not asked for");
        }
        catch (Exception exception) when (from < to && exception is AnswerTooLargeException or RpcErrorException { Error.Code: not MethodNotFound })
        {
            return null;
        }
    }
}
