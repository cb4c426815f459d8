using Ledger.Anchoring;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// The endpoint answered, and the answer is an error. Asking another endpoint the same is no cure, so this is kept apart from an
/// endpoint that did not answer.
/// </summary>
internal sealed class RpcErrorException(RpcError error)
    : ChainUnavailableException($"The chain answered {(error as NodeError)?.Method} with error {error.Code}: {error.Message}")
{
    public RpcError Error { get; } = error;
}
