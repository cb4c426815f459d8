using System.Net;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// Recognises the answer of Besu to a request whose Host is not in its <c>host-allowlist</c>: HTTP status 403 and a message without a JSON-RPC
/// envelope (besu-eth/besu, <c>JsonRpcHttpService</c>). Stateless.
/// </summary>
internal static class HostRefusal
{
    /// <returns>Null for any other answer.</returns>
    public static FaultException? Find(RpcEndpoint endpoint, HttpStatusCode status, ReadOnlySpan<byte> body) =>
        status is HttpStatusCode.Forbidden && body.IndexOf("Host not authorized"u8) >= 0
            ? new FaultException(
                AnchoringFaults.HostNotAllowed,
                $"The endpoint {endpoint} answers HTTP status 403: the host name in its address is not in the node's allow list (Besu: host-allowlist).")
            : null;
}
