using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Rpc;
using Ledger.Migrating;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Reads everything that a chain holds about a department as of one final block: contract state at that block, and events up to it. A history with
/// a gap is an outage. A node that has dropped the state of that block cannot answer.
/// </summary>
internal sealed class DepartureReader(SourceReader sources, long firstBlock)
{
    /// <param name="session">The endpoint.</param>
    /// <param name="origin">The origin of the department's log.</param>
    /// <param name="asOf">The number of a final block; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Departure> ReadAsync(ChainSession session, string origin, long? asOf, CancellationToken cancellationToken)
    {
        var source = await sources.ReadAsync(session, cancellationToken);
        var block = await FindBlockAsync(session, source, asOf, cancellationToken);
        var genesis = await session.FindBlockAsync(0, cancellationToken) ?? throw ChainOutages.Create("The chain has no block 0.");
        var department = OnChainId.OfDepartment(origin);
        var tag = Hex.Quantity(block.Number);
        var id = department.ToArray();
        var entry = View.Create(source.Registry, new DepartmentOfFunction { Id = id });
        var logKeys = View.Create(source.Registry, new LogKeysOfFunction { Id = id });
        var recordKeys = View.Create(source.Registry, new RecordKeysOfFunction { Id = id });
        var head = View.Create(source.LogAnchor, new HeadFunction { Department = id });
        var sequence = View.Create(source.RecordStatus, new SequenceOfFunction { Department = id });
        await session.ViewAllAsync([entry, logKeys, recordKeys, head, sequence], tag, cancellationToken);
        var recorded = await MigrationReader.ReadRecordedAsync(session, source.Registry, department, firstBlock, block.Number, cancellationToken);
        if (ContractFacts.Department(entry.Get()) is not { } facts)
        {
            return new Departure(null, recorded);
        }

        var anchors = new AnchorHistory(
            await ContractEvents.ReadAnchorsAsync(session, source.LogAnchor, department, null, firstBlock, block.Number, cancellationToken),
            ContractFacts.Head(head.Get()), block);
        var statuses = new StatusChanges(
            await ContractEvents.ReadStatusChangesAsync(session, source.RecordStatus, department, firstBlock, block.Number, cancellationToken),
            sequence.Get().ReturnValue1.ToLong(), block);
        if (!anchors.IsWhole || !statuses.IsWhole)
        {
            throw ChainOutages.Create("The endpoint does not show all anchors and statuses of the department.");
        }

        return new Departure(
            new RetiredChain
            {
                Place = ChainPlace.FromSource(source),
                RecordStatus = source.RecordStatus,
                Genesis = genesis.Hash,
                Finality = source.Finality,
                Final = block,
                AdmittedAt = facts.AdmittedAt,
                SuspendedAt = facts.SuspendedAt,
                LogKeys = ContractFacts.LogKeys(logKeys.Get()),
                RecordKeys = ContractFacts.RecordKeys(recordKeys.Get()),
                Types = await ReadTypesAsync(session, source, department, block.Number, cancellationToken),
                Anchors = AnchorRows.FromAnchors(anchors.Anchors),
                Statuses = StatusRows.FromChanges([.. statuses.Changes.Select(change => (change.RecordId, change.Facts))]),
            },
            recorded);
    }

    private static async ValueTask<ChainBlock> FindBlockAsync(ChainSession session, ChainSource source, long? asOf, CancellationToken cancellationToken)
    {
        var number = asOf ?? source.Final.Number;
        return number >= 0 && number <= source.Final.Number && await session.FindBlockAsync(number, cancellationToken) is { } block
            ? block
            : throw ChainOutages.Create(asOf is null ? "Nothing is final on the chain." : $"Block {asOf} is not final on the chain.");
    }

    private async ValueTask<ImmutableArray<RetiredChainType>> ReadTypesAsync(
        ChainSession session, ChainSource source, Digest department, long asOf, CancellationToken cancellationToken)
    {
        var logs = await EventSearch.FindAsync(
            session, source.Registry, [ContractAbi.Topic<TypeAuthorisedEventDTO>(), department], firstBlock, asOf, cancellationToken);
        var views = logs.Select(log => ContractEvents.Read<TypeAuthorisedEventDTO, Digest>(log, granted => granted.TypeId.ToDigest())).Distinct()
            .Select(type => (
                Type: View.Create(source.Registry, new TypeOfFunction { TypeId = type.ToArray() }),
                Authorities: View.Create(source.Registry, new AuthoritiesOfFunction { Id = department.ToArray(), TypeId = type.ToArray() })))
            .ToList();
        await session.ViewAllAsync([.. views.SelectMany(pair => new View[] { pair.Type, pair.Authorities })], Hex.Quantity(asOf), cancellationToken);
        return
        [
            .. views.Select(pair => new RetiredChainType(
                    ContractFacts.FindRecordType(pair.Type.Get()) ?? throw ChainOutages.Create("The registry does not know a type that it authorised."),
                    ContractFacts.Authorities(pair.Authorities.Get())))
                .OrderBy(type => type.Type.Uri, StringComparer.Ordinal),
        ];
    }
}
