using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// An error of a node (JSON-RPC 2.0, section 5.1) and the method that was called. Its data is a text: the revert data of a contract, if the node
/// returns it.
/// </summary>
internal sealed class NodeError(string method) : RpcError
{
    public string Method { get; } = method;
}
