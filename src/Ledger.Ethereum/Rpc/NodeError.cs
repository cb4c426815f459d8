using Ledger.Anchoring;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>A node's error (JSON-RPC 2.0, section 5.1) and what it was asked. Its data is text: a contract's revert data, where nodes give it.</summary>
internal sealed class NodeError(string method) : RpcError
{
    public string Method { get; } = method;
}

/// <summary>
/// The endpoint answered, and the answer is an error. Asking another endpoint the same is no cure, so this is kept apart from an
/// endpoint that did not answer.
/// </summary>
internal sealed class RpcErrorException(RpcError error)
    : ChainUnavailableException($"The chain answered {(error as NodeError)?.Method} with error {error.Code}: {error.Message}")
{
    public RpcError Error { get; } = error;
}
