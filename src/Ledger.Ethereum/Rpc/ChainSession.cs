using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Rpc;

/// <summary>A view function of a contract, asked with these arguments.</summary>
internal sealed record ViewCall(ChainAddress Contract, AbiFunction Function, params ImmutableArray<AbiValue> Arguments);

/// <summary>One conversation with one endpoint that is known to be on the right chain.</summary>
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

    /// <summary>Takes note of the newest block, asked for among other things.</summary>
    public BlockWithTransactionHashes ReadLatest(RpcResponseMessage answer)
    {
        var header = ChainJson.FindBlock(answer.Get()) ?? throw new ChainUnavailableException($"The endpoint {Endpoint} has no newest block.");
        watch.NoteHead(header.Block);
        return header;
    }

    /// <summary>Null when the chain has no block of this number.</summary>
    public async ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(ChainRequests.Block(number), cancellationToken);
        return ChainJson.FindBlock(answer.Get())?.Block;
    }

    public async ValueTask<AbiValue> ViewAsync(ViewCall call, string block, CancellationToken cancellationToken) =>
        ReadView(call, (await AskAsync(ToRpc(call, block), cancellationToken)).Get());

    public async ValueTask<ImmutableArray<AbiValue>> ViewAllAsync(IReadOnlyList<ViewCall> calls, string block, CancellationToken cancellationToken)
    {
        var answers = await AskAllAsync([.. calls.Select(call => ToRpc(call, block))], cancellationToken);
        return [.. calls.Zip(answers, (call, answer) => ReadView(call, answer.Get()))];
    }

    /// <summary>The blocks with these hashes, each asked once.</summary>
    /// <exception cref="ChainMovedException">One of them is not, or no longer, part of the chain.</exception>
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

    public static RpcRequest ToRpc(ViewCall call, string block) => new(
        null, "eth_call", new CallInput { To = call.Contract.ToString(), Data = Hex.Data(call.Function.EncodeCall(call.Arguments)) }, block);

    /// <exception cref="ChainFaultException">Nothing was returned: there is no such contract.</exception>
    /// <exception cref="ChainUnavailableException">Nothing that fits was returned: this is not the contract it should be.</exception>
    public static AbiValue ReadView(ViewCall call, System.Text.Json.JsonElement result)
    {
        var data = ChainJson.Data(result);
        if (data.Length == 0)
        {
            throw new ChainFaultException(
                AnchoringFaults.ContractsMissing, $"There is no {call.Function.Name} at {call.Contract}: not our contract, or none at all.");
        }

        try
        {
            return call.Function.DecodeResult(data);
        }
        catch (EncodingException exception)
        {
            throw new ChainUnavailableException($"{call.Function.Name} at {call.Contract} did not answer as our contract does.", exception);
        }
    }
}
