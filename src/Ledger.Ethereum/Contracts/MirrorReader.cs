using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Filters;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Reads for a mirror: all events of a range of blocks with one question, and the contracts' state at a block. Nodes limit how many blocks or
/// events one answer may cover, each in its own words: a refused range is halved, and what an endpoint took is where the next begins.
/// </summary>
internal sealed class MirrorReader(SourceReader sources)
{
    private const int MethodNotFound = -32601;

    private long _step = long.MaxValue; // a hint; a race costs a question and no more

    public async ValueTask<EventPage> ReadEventsAsync(ChainSession session, long from, long to, CancellationToken cancellationToken)
    {
        var contracts = await sources.ReadContractsAsync(session, cancellationToken);
        for (var step = Math.Min(Interlocked.Read(ref _step), to - from + 1); ; step = Math.Max(1, step / 2))
        {
            var end = from + step - 1;
            if (await TryReadAsync(session, contracts, from, end, cancellationToken) is { } logs)
            {
                // A little more the next time: one busy stretch must not make all that follows slow.
                Interlocked.Exchange(ref _step, end == to ? Math.Max(step, Interlocked.Read(ref _step)) : step + (step / 4) + 1);
                return new EventPage(await ToBlocksAsync(session, contracts, logs, cancellationToken), end);
            }
        }
    }

    public async ValueTask<ContractState> ReadStateAsync(
        ChainSession session, StateQuestions questions, ChainBlock block, CancellationToken cancellationToken)
    {
        var contracts = await sources.ReadContractsAsync(session, cancellationToken);
        var views = new List<ViewCall> { new(contracts.Registry, RegistryAbi.ChangeCount) };
        views.AddRange(questions.Departments.SelectMany(id => new ViewCall[]
        {
            new(contracts.LogAnchor, LogAnchorAbi.Head, id), new(contracts.RecordStatus, RecordStatusAbi.SequenceOf, id),
        }));
        views.AddRange(questions.Entries.SelectMany(id => new ViewCall[]
        {
            new(contracts.Registry, RegistryAbi.DepartmentOf, id), new(contracts.Registry, RegistryAbi.LogKeysOf, id),
            new(contracts.Registry, RegistryAbi.RecordKeysOf, id),
        }));
        views.AddRange(questions.Types.Select(type => new ViewCall(contracts.Registry, RegistryAbi.TypeOf, type)));
        views.AddRange(questions.Authorities.Select(pair => new ViewCall(contracts.Registry, RegistryAbi.AuthoritiesOf, pair.Department, pair.Type)));
        views.AddRange(questions.Anchors.Select(pair => new ViewCall(contracts.LogAnchor, LogAnchorAbi.RootAt, pair.Department, pair.Size)));
        views.AddRange(questions.Records.Select(pair => new ViewCall(contracts.RecordStatus, RecordStatusAbi.StatusOf, pair.Department, pair.RecordId)));
        var results = await session.ViewAllAsync(views, Hex.Quantity(block.Number), cancellationToken);
        return ToState(questions, new Queue<AbiValue>(results));
    }

    private static ContractState ToState(StateQuestions questions, Queue<AbiValue> results)
    {
        var changeCount = results.Dequeue()[0].Long;
        return new ContractState
        {
            ChangeCount = changeCount,
            Departments = [.. questions.Departments.Select(_ => (ContractFacts.Head(results.Dequeue()), results.Dequeue()[0].Long))],
            Entries =
            [
                .. questions.Entries.Select(_ => new DepartmentEntry(
                    ContractFacts.Department(results.Dequeue()), ContractFacts.LogKeys(results.Dequeue()), ContractFacts.RecordKeys(results.Dequeue()))),
            ],
            Types = [.. questions.Types.Select(_ => ContractFacts.RecordType(results.Dequeue()))],
            Authorities = [.. questions.Authorities.Select(_ => ContractFacts.Authorities(results.Dequeue()))],
            Anchors = [.. questions.Anchors.Select(_ => ContractFacts.Root(results.Dequeue()))],
            Records = [.. questions.Records.Select(_ => Record(results.Dequeue()))],
        };
    }

    private static RecordState Record(AbiValue state) => state[2].Number.IsZero
        ? default
        : new RecordState(state[0].Byte, ContractFacts.Time(state[1]), state[2].Long, state[3].Digest);

    /// <summary>Null when the endpoint refuses a range of more than one block.</summary>
    private static async ValueTask<ImmutableArray<EventLog>?> TryReadAsync(
        ChainSession session, ContractSet contracts, long from, long to, CancellationToken cancellationToken)
    {
        ImmutableArray<ChainAddress> addresses = [contracts.Registry, contracts.LogAnchor, contracts.RecordStatus];
        var filter = new NewFilterInput
        {
            Address = [.. addresses.Select(address => address.ToString())],
            Topics = [MirrorEvents.Topics.Select(topic => topic.ToHex()).ToArray()],
            FromBlock = new BlockParameter((ulong)from),
            ToBlock = new BlockParameter((ulong)to),
        };
        try
        {
            var answer = await session.AskAsync(new EthGetLogs(null).BuildRequest(filter), cancellationToken);
            var logs = ChainJson.Logs(answer.Get());
            return logs.All(log => addresses.Contains(log.Address) && log.BlockNumber >= from && log.BlockNumber <= to)
                ? logs.Sort(static (a, b) => (a.BlockNumber, a.Index).CompareTo((b.BlockNumber, b.Index)))
                : throw ChainJson.Unexpected("an event was not asked for");
        }
        catch (Exception exception) when (from < to && exception is AnswerTooLargeException or RpcErrorException { Error.Code: not MethodNotFound })
        {
            return null;
        }
    }

    /// <summary>By number, after the events were read: an event of a block that is not on the chain any more shows by its hash.</summary>
    private static async ValueTask<ImmutableArray<EventBlock>> ToBlocksAsync(
        ChainSession session, ContractSet contracts, ImmutableArray<EventLog> logs, CancellationToken cancellationToken)
    {
        var groups = logs.GroupBy(log => log.BlockNumber).ToList();
        var answers = await session.AskAllAsync(
            [.. groups.Select(group => ChainRequests.Block(group.Key))], cancellationToken);
        return [.. groups.Zip(answers, (group, answer) => ToBlock(group, ChainJson.FindBlock(answer.Get())?.Block, contracts))];
    }

    private static EventBlock ToBlock(IGrouping<long, EventLog> logs, ChainBlock? block, ContractSet contracts)
    {
        if (block is null || logs.Any(log => log.BlockHash != block.Hash))
        {
            throw new ChainMovedException("The chain reorganised while its events were being read.");
        }

        return block.Number == logs.Key
            ? new EventBlock(block, [.. logs.Select(log => MirrorEvents.Read(log, contracts))])
            : throw ChainJson.Unexpected("a block has another number than was asked for");
    }
}
