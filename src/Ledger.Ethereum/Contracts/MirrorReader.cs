using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Reads for a mirror: all events of a range of blocks with one request, and the state of the contracts at a block. Nodes limit the blocks or
/// events of one answer, each with its own message. A refused range is halved, and the next request starts with the range that the endpoint
/// accepted.
/// </summary>
internal sealed class MirrorReader(SourceReader sources)
{
    private long _step = long.MaxValue; // a hint; a race costs one more request

    public async ValueTask<EventPage> ReadEventsAsync(ChainSession session, long from, long to, CancellationToken cancellationToken)
    {
        var contracts = await sources.ReadContractsAsync(session, cancellationToken);
        ChainAddress[] addresses = [contracts.Registry, contracts.LogAnchor, contracts.RecordStatus];
        for (var step = Math.Min(Interlocked.Read(ref _step), to - from + 1); ; step = Math.Max(1, step / 2))
        {
            var end = from + step - 1;
            if (await EventSearch.TryReadAsync(session, addresses, [[.. MirrorEvents.Topics]], from, end, cancellationToken) is { } logs)
            {
                // The next range is a little larger, so that one busy period does not slow down everything after it.
                Interlocked.Exchange(ref _step, end == to ? Math.Max(step, Interlocked.Read(ref _step)) : step + (step / 4) + 1);
                return new EventPage(await ToBlocksAsync(session, contracts, logs, cancellationToken), end);
            }
        }
    }

    public async ValueTask<ContractState> ReadStateAsync(
        ChainSession session, StateQuestions questions, ChainBlock block, CancellationToken cancellationToken)
    {
        var contracts = await sources.ReadContractsAsync(session, cancellationToken);
        var changeCount = View.Create(contracts.Registry, new ChangeCountFunction());
        var departments = questions.Departments.Select(id => (
            Head: View.Create(contracts.LogAnchor, new HeadFunction { Department = id.ToArray() }),
            Sequence: View.Create(contracts.RecordStatus, new SequenceOfFunction { Department = id.ToArray() }))).ToList();
        var entries = questions.Entries.Select(id => (
            Department: View.Create(contracts.Registry, new DepartmentOfFunction { Id = id.ToArray() }),
            LogKeys: View.Create(contracts.Registry, new LogKeysOfFunction { Id = id.ToArray() }),
            RecordKeys: View.Create(contracts.Registry, new RecordKeysOfFunction { Id = id.ToArray() }))).ToList();
        var types = questions.Types.Select(type => View.Create(contracts.Registry, new TypeOfFunction { TypeId = type.ToArray() })).ToList();
        var authorities = questions.Authorities.Select(pair => View.Create(
            contracts.Registry, new AuthoritiesOfFunction { Id = pair.Department.ToArray(), TypeId = pair.Type.ToArray() })).ToList();
        var anchors = questions.Anchors.Select(pair => View.Create(
            contracts.LogAnchor, new RootAtFunction { Department = pair.Department.ToArray(), Size = pair.Size })).ToList();
        var records = questions.Records.Select(pair => View.Create(
            contracts.RecordStatus, new StatusOfFunction { Department = pair.Department.ToArray(), RecordId = pair.RecordId.ToArray() })).ToList();
        await session.ViewAllAsync(
            [
                changeCount, .. departments.SelectMany(one => new View[] { one.Head, one.Sequence }),
                .. entries.SelectMany(one => new View[] { one.Department, one.LogKeys, one.RecordKeys }), .. types, .. authorities, .. anchors, .. records,
            ],
            Hex.Quantity(block.Number), cancellationToken);
        return new ContractState
        {
            ChangeCount = changeCount.Get().ReturnValue1.ToLong(),
            Departments = [.. departments.Select(one => (ContractFacts.HeadState(one.Head.Get()), one.Sequence.Get().ReturnValue1.ToLong()))],
            Entries =
            [
                .. entries.Select(one => new DepartmentEntry(
                    ContractFacts.Department(one.Department.Get()), ContractFacts.LogKeys(one.LogKeys.Get()), ContractFacts.RecordKeys(one.RecordKeys.Get()))),
            ],
            Types = [.. types.Select(type => ContractFacts.FindRecordType(type.Get()))],
            Authorities = [.. authorities.Select(authority => ContractFacts.Authorities(authority.Get()))],
            Anchors = [.. anchors.Select(anchor => ContractFacts.FindRoot(anchor.Get()))],
            Records = [.. records.Select(record => ToRecordState(record.Get()))],
        };
    }

    private static RecordState ToRecordState(StatusOfOutputDTO state) => state.Sequence == 0
        ? default
        : new RecordState((EntryStatus)state.Status, ContractFacts.Time(state.Since), state.Sequence.ToLong(), state.Successor.ToDigest());

    // Read by number, after the events: an event of a block that is no longer on the chain is recognised by its hash.
    private static async ValueTask<ImmutableArray<EventBlock>> ToBlocksAsync(
        ChainSession session, ContractSet contracts, ImmutableArray<EventLog> logs, CancellationToken cancellationToken)
    {
        var groups = logs.GroupBy(log => log.BlockNumber).ToList();
        var answers = await session.AskAllAsync([.. groups.Select(group => ChainRequests.Block(group.Key))], cancellationToken);
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
