using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>Reads the migrations that a council recorded for a department, and the heads that it anchored for them.</summary>
internal static class MigrationReader
{
    /// <summary>
    /// Reads all recorded migrations. Their hashes come from events, which a node may have lost. So the events of the registry are counted, and if
    /// one is missing the answer is unknown.
    /// </summary>
    public static async ValueTask<ImmutableArray<RecordedMigration>> ReadRecordedAsync(
        ChainSession session, ChainAddress registry, Digest department, long firstBlock, long asOf, CancellationToken cancellationToken)
    {
        var count = await session.ViewAsync(registry, new ChangeCountFunction(), Hex.Quantity(asOf), cancellationToken);
        var logs = await EventSearch.FindAsync(session, registry, [], firstBlock, asOf, cancellationToken);
        if (logs.Count(log => log.Topics.Length > 0 && MirrorEvents.RegistryTopics.Contains(log.Topics[0])) != count.ReturnValue1.ToLong())
        {
            throw ChainOutages.Create("The endpoint does not show all events of the registry.");
        }

        var found = ImmutableArray.CreateBuilder<RecordedMigration>();
        foreach (var log in logs.Where(log => log.Topics is [var topic, var id, _] && topic == ContractAbi.Topic<MigrationRecordedEventDTO>() && id == department))
        {
            var state = await session.ViewAsync(
                registry, new MigrationOfFunction { Id = department.ToArray(), RecordHash = log.Topics[2].ToArray() }, Hex.Quantity(asOf), cancellationToken);
            if (state.BlockNumber.ToLong() != log.BlockNumber)
            {
                throw ChainOutages.Create("The chain's events and the registry's state do not agree about a migration.");
            }

            found.Add(new RecordedMigration(log.Topics[2], ContractFacts.Time(state.RecordedAt), state.BlockNumber.ToLong()));
        }

        return found.ToImmutable();
    }

    /// <summary>Reads the existing anchors of these sizes. The event and the contract state must agree.</summary>
    public static async ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(
        ChainSession session, ChainSource source, Digest department, ImmutableArray<long> sizes, long firstBlock, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AnchorFacts>();
        foreach (var size in sizes.Distinct())
        {
            var root = await session.ViewAsync(
                source.LogAnchor, new RootAtFunction { Department = department.ToArray(), Size = (ulong)size }, Hex.Quantity(source.Latest.Number), cancellationToken);
            if (ContractFacts.FindRoot(root) is not { } held)
            {
                continue;
            }

            var anchors = await ContractEvents.ReadAnchorsAsync(
                session, source.LogAnchor, department, size, firstBlock, source.Latest.Number, cancellationToken);
            found.Add(anchors is [var anchor] && anchor.Root == held
                ? anchor
                : throw ChainOutages.Create("The chain's events and the contract's state do not agree about an anchor."));
        }

        return found.ToImmutable();
    }
}
