using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Contracts;

/// <summary>Reads the source of facts: the contracts, the newest block and the final block.</summary>
internal sealed class SourceReader(ChainAddress registry, FinalityMode finality)
{
    private volatile ContractSet? _contracts;

    /// <summary>
    /// Returns the contracts as last read, because a registry never changes them. <see cref="ReadAsync"/> notices a chain that was reset.
    /// </summary>
    public async ValueTask<ContractSet> ReadContractsAsync(ChainSession session, CancellationToken cancellationToken)
    {
        if (_contracts is { } known)
        {
            return known;
        }

        var views = new ContractViews(registry);
        await session.ViewAllAsync(views.All, ChainSession.Latest, cancellationToken);
        return Take(views);
    }

    public async ValueTask<ChainSource> ReadAsync(ChainSession session, CancellationToken cancellationToken)
    {
        var views = new ContractViews(registry);
        var latest = await session.ViewAllWithLatestAsync(views.All, cancellationToken);
        return await AtAsync(session, Take(views), latest, cancellationToken);
    }

    /// <summary>Reads the source with an older block instead of the newest, so several endpoints can be asked at the same block.</summary>
    /// <exception cref="FaultException">The endpoint does not have the block.</exception>
    public async ValueTask<ChainSource> ReadAtAsync(ChainSession session, long block, CancellationToken cancellationToken)
    {
        var views = new ContractViews(registry);
        await session.ViewAllAsync(views.All, ChainSession.Latest, cancellationToken);
        var contracts = Take(views);
        var latest = await session.FindBlockAsync(block, cancellationToken)
            ?? throw ChainOutages.Create($"The endpoint {session.Endpoint} has no block {block}.");
        return await AtAsync(session, contracts, latest, cancellationToken);
    }

    private ContractSet Take(ContractViews views)
    {
        var contracts = new ContractSet(
            registry, views.LogAnchor.Get().ReturnValue1.ToChainAddress(), views.RecordStatus.Get().ReturnValue1.ToChainAddress());
        return contracts.LogAnchor.IsZero || contracts.RecordStatus.IsZero
            ? throw new FaultException(AnchoringFaults.ContractsMissing, $"The registry {registry} names no anchor and status contract yet.")
            : _contracts = contracts;
    }

    private async ValueTask<ChainSource> AtAsync(ChainSession session, ContractSet contracts, ChainBlock latest, CancellationToken cancellationToken)
    {
        var final = await ReadFinalAsync(session, latest, cancellationToken);
        return new ChainSource(
            session.ChainId, registry, contracts.LogAnchor, contracts.RecordStatus, latest, final, finality.ToString(), [session.Endpoint.Name]);
    }

    private async ValueTask<ChainBlock> ReadFinalAsync(ChainSession session, ChainBlock latest, CancellationToken cancellationToken)
    {
        switch (finality.Depth)
        {
            case 0:
                return latest;
            case { } depth:
                return latest.Number >= depth ? await session.FindBlockAsync(latest.Number - depth, cancellationToken) ?? ChainBlock.None : ChainBlock.None;
            default:
                var final = await session.FindFinalizedAsync(cancellationToken) ?? ChainBlock.None; // nothing is final; never block 0
                return final.Number > latest.Number ? latest : final;
        }
    }

    /// <summary>The two views of a registry that name its contracts.</summary>
    private sealed class ContractViews(ChainAddress registry)
    {
        public View<LogAnchorOutputDTO> LogAnchor { get; } = View.Create(registry, new LogAnchorFunction());

        public View<RecordStatusOutputDTO> RecordStatus { get; } = View.Create(registry, new RecordStatusFunction());

        public View[] All => [LogAnchor, RecordStatus];
    }
}
