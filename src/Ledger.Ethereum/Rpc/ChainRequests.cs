using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.Blocks;
using Nethereum.RPC.Eth.DTOs;
using Nethereum.RPC.Eth.Transactions;

namespace Ledger.Ethereum.Rpc;

/// <summary>Requests used in several places, built by Nethereum. They have no id; the client gives a new id to each sending.</summary>
internal static class ChainRequests
{
    public static RpcRequest Latest => Block(BlockParameter.CreateLatest());

    public static RpcRequest Pending => Block(BlockParameter.CreatePending());

    // The builder of Nethereum knows only the newest and the pending block.
    public static RpcRequest Finalized => new(null, ApiMethods.eth_getBlockByNumber.ToString(), "finalized", false);

    public static RpcRequest Block(long number) => Block(new BlockParameter(new HexBigInteger(number)));

    public static RpcRequest Block(Digest hash) => new EthGetBlockWithTransactionsHashesByHash(null).BuildRequest(hash.ToHex());

    public static RpcRequest TransactionCount(ChainAddress account, bool withPending = false) => new EthGetTransactionCount(null).BuildRequest(
        account.ToString(), withPending ? BlockParameter.CreatePending() : BlockParameter.CreateLatest());

    public static RpcRequest Receipt(Digest transaction) => new EthGetTransactionReceipt(null).BuildRequest(transaction.ToHex());

    public static RpcRequest Code(ChainAddress contract) => new EthGetCode(null).BuildRequest(contract.ToString(), BlockParameter.CreateLatest());

    private static RpcRequest Block(BlockParameter block) => new EthGetBlockWithTransactionsHashesByNumber(null).BuildRequest(block);
}
