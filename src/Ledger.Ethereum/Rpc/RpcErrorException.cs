using Ledger.Verify.Faults;
using Nethereum.JsonRpc.Client.RpcMessages;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Reports an error answer of an endpoint. Another endpoint would give the same error, so it is distinguished from an endpoint that does not
/// answer.
/// </summary>
internal sealed class RpcErrorException(RpcError error)
    : FaultException(AnchoringFaults.ChainUnreachable, $"The chain answered {(error as NodeError)?.Method} with error {error.Code}: {error.Message}")
{
    public RpcError Error { get; } = error;
}
