using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Rpc;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Finds the changes of a department's keys and authorities that come after its anchor in the block of the anchor. Contract state has times only,
/// and all changes of a block have the same time. So the events of the block are read, but only when a validity begins or ends at that time.
/// Stateless.
/// </summary>
internal static class BlockOrder
{
    /// <param name="session">The endpoint that gave the facts.</param>
    /// <param name="source">The source of the facts.</param>
    /// <param name="department">The id of the department on chain.</param>
    /// <param name="facts">The anchor, which must be known, and the keys and authorities from contract state.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="FaultException">The events of the block cannot be read, or do not contain the anchor.</exception>
    public static async ValueTask<ImmutableArray<ValidityChange>> ReadLaterAsync(
        ChainSession session, ChainSource source, Digest department, ChainFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Anchor.Value is not { } anchor || !Validities(facts).Any(validity => validity.From == anchor.Block.Time || validity.Until == anchor.Block.Time))
        {
            return [];
        }

        var block = anchor.Block.Number;
        var anchors = await EventSearch.FindAsync(
            session, source.LogAnchor, [ContractAbi.Topic<AnchoredEventDTO>(), department, ContractAbi.Topic(anchor.NewSize)], block, block, cancellationToken);
        if (anchors is not [var anchored] || anchored.BlockHash != anchor.Block.Hash)
        {
            throw ChainOutages.Create("The block's events and the anchor do not agree.");
        }

        var contracts = new ContractSet(source.Registry, source.LogAnchor, source.RecordStatus);
        var logs = await EventSearch.FindAsync(session, source.Registry, [], block, block, cancellationToken);
        return
        [
            .. logs.Where(log => log.BlockHash == anchored.BlockHash && log.Index > anchored.Index)
                .Where(log => !log.Topics.IsEmpty && MirrorEvents.RegistryTopics.Contains(log.Topics[0]))
                .Select(log => ((RegistryEvent)MirrorEvents.Read(log, contracts)).FindValidityChange())
                .Where(change => change?.Department == department)
                .Select(change => change!.Value.Change), // not null, because it has a department
        ];
    }

    private static IEnumerable<Validity> Validities(ChainFacts facts) =>
    [
        .. facts.LogKeys.IsKnown ? facts.LogKeys.Value.Select(key => key.Validity) : [],
        .. facts.RecordKey is { IsKnown: true, Value: { } key } ? [key.Validity] : Array.Empty<Validity>(),
        .. facts.Authority.IsKnown ? facts.Authority.Value : [],
    ];
}
