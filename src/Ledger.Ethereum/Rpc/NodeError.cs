using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>A node's error (JSON-RPC 2.0, section 5.1) and what it was asked. Its data is text: a contract's revert data, where nodes give it.</summary>
internal sealed class NodeError(string method) : RpcError
{
    public string Method { get; } = method;
}
