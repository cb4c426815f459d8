using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>The newest block that an endpoint reported.</summary>
/// <param name="Endpoint">Which of the endpoints.</param>
/// <param name="Head">The block.</param>
/// <param name="IsOwn">Whether the endpoint returned the same block when asked by its number. If not, the endpoint does not have that block.</param>
internal sealed record ObservedHead(int Endpoint, ChainBlock Head, bool IsOwn);
