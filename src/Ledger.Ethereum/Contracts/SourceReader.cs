using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>The contracts that belong to a registry, as the registry itself names them.</summary>
internal sealed record ContractSet(ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus);

/// <summary>Reads where facts come from: contracts, newest block, final block.</summary>
internal sealed class SourceReader(ChainAddress registry, FinalityMode finality)
{
    private volatile ContractSet? _contracts; // bound once on chain, so read once

    public async ValueTask<ContractSet> ReadContractsAsync(ChainSession session, CancellationToken cancellationToken)
    {
        if (_contracts is { } known)
        {
            return known;
        }

        var answers = await session.ViewAllAsync(
            [new ViewCall(registry, RegistryAbi.LogAnchor), new ViewCall(registry, RegistryAbi.RecordStatus)], ChainSession.Latest, cancellationToken);
        var contracts = new ContractSet(registry, answers[0][0].Address, answers[1][0].Address);
        if (contracts.LogAnchor.IsZero || contracts.RecordStatus.IsZero)
        {
            throw new ChainUnavailableException($"The registry {registry} names no anchor and status contract yet.");
        }

        return _contracts = contracts;
    }

    public async ValueTask<ChainSource> ReadAsync(ChainSession session, CancellationToken cancellationToken)
    {
        var contracts = await ReadContractsAsync(session, cancellationToken);
        var latest = (await session.ReadLatestAsync(cancellationToken)).Block;
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
                // Nodes say "no such tag" in three ways: an error, null, or an unknown block. All mean: nothing is final, never genesis.
                var answer = await session.AskAsync(new RpcCall("eth_getBlockByNumber", "finalized", false), cancellationToken);
                var final = answer.Error is null ? ChainJson.FindBlock(answer.Result)?.Block ?? ChainBlock.None : ChainBlock.None;
                return final.Number > latest.Number ? latest : final;
        }
    }
}
