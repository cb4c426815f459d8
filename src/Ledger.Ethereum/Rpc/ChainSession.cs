using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Rpc;

/// <summary>A conversation with one endpoint that is known to be on the right chain.</summary>
internal sealed class ChainSession(EndpointClient client, EndpointWatch watch, long chainId)
{
    public const string Latest = "latest";

    public RpcEndpoint Endpoint { get; } = watch.Endpoint;

    public long ChainId { get; } = chainId;

    public ValueTask<RpcResponseMessage> AskAsync(RpcRequest request, CancellationToken cancellationToken) => client.AskAsync(request, cancellationToken);

    public ValueTask<RpcResponseMessage[]> AskAllAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellationToken) =>
        client.AskAllAsync(requests, cancellationToken);

    public async ValueTask<BlockWithTransactionHashes> ReadLatestAsync(CancellationToken cancellationToken) =>
        ReadLatest(await AskAsync(ChainRequests.Latest, cancellationToken));

    /// <summary>Reads the newest block from an answer and records it as the head of the endpoint.</summary>
    public BlockWithTransactionHashes ReadLatest(RpcResponseMessage answer)
    {
        var header = ChainJson.FindBlock(answer.Get()) ?? throw ChainOutages.Create($"The endpoint {Endpoint} has no newest block.");
        watch.NoteHead(header.Block);
        return header;
    }

    /// <summary>Returns the block with this number. Null when the chain has none.</summary>
    public async ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken) =>
        ChainJson.FindBlock((await AskAsync(ChainRequests.Block(number), cancellationToken)).Get())?.Block;

    /// <summary>
    /// Returns the final block. Null when the node does not know the tag. Nodes report that as an error, as null, or as an unknown block.
    /// </summary>
    public async ValueTask<ChainBlock?> FindFinalizedAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(ChainRequests.Finalized, cancellationToken);
        return answer.Error is null ? ChainJson.FindBlock(answer.Get())?.Block : null;
    }

    /// <summary>Asks one view at a block and reads the answer.</summary>
    public async ValueTask<TOutput> ViewAsync<TOutput>(ChainAddress contract, IViewOf<TOutput> question, string block, CancellationToken cancellationToken)
        where TOutput : class, new()
    {
        var view = View.Create(contract, question);
        await ViewAllAsync([view], block, cancellationToken);
        return view.Get();
    }

    /// <summary>Asks several views in one batch at a block. Each view then has its answer, or reports on reading why it has none.</summary>
    public async ValueTask ViewAllAsync(IReadOnlyList<View> views, string block, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync([.. views.Select(view => view.ToRpc(block))], cancellationToken);
        TakeAll(views, answers);
    }

    /// <summary>Asks several views at the newest block, and in the same batch for that block.</summary>
    public async ValueTask<ChainBlock> ViewAllWithLatestAsync(IReadOnlyList<View> views, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync([.. views.Select(view => view.ToRpc(Latest)), ChainRequests.Latest], cancellationToken);
        TakeAll(views, answers);

        return ReadLatest(answers[^1]).Block;
    }

    /// <summary>Asks the same view with several arguments in one batch at a block, and reads all answers.</summary>
    public async ValueTask<ImmutableArray<TOutput>> ViewEachAsync<TOutput>(
        ChainAddress contract, IEnumerable<IViewOf<TOutput>> questions, string block, CancellationToken cancellationToken)
        where TOutput : class, new()
    {
        View<TOutput>[] views = [.. questions.Select(question => View.Create(contract, question))];
        await ViewAllAsync(views, block, cancellationToken);
        return [.. views.Select(view => view.Get())];
    }

    /// <summary>Reads the blocks with these hashes. Each is asked for once.</summary>
    /// <exception cref="ChainMovedException">A block is not, or no longer, part of the chain.</exception>
    public async ValueTask<IReadOnlyDictionary<Digest, ChainBlock>> ReadBlocksAsync(IEnumerable<Digest> hashes, CancellationToken cancellationToken)
    {
        var distinct = hashes.Distinct().ToArray();
        if (distinct.Length == 0)
        {
            return ImmutableDictionary<Digest, ChainBlock>.Empty;
        }

        var answers = await AskAllAsync([.. distinct.Select(ChainRequests.Block)], cancellationToken);
        var blocks = answers.Select(answer => ChainJson.FindBlock(answer.Get())?.Block).ToArray();
        return distinct.Zip(blocks).ToDictionary(
            pair => pair.First,
            pair => pair.Second is null ? throw new ChainMovedException("A block that holds an event is not on the chain any more.")
                : pair.Second.Hash == pair.First ? pair.Second
                : throw ChainJson.Unexpected("a block has another hash than was asked for"));
    }

    private static void TakeAll(IReadOnlyList<View> views, RpcResponseMessage[] answers)
    {
        foreach (var (view, answer) in views.Zip(answers))
        {
            view.Take(answer);
        }
    }
}
