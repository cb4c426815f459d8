using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>The newest block an endpoint named.</summary>
/// <param name="Endpoint">Which of the endpoints.</param>
/// <param name="Head">The block.</param>
/// <param name="IsOwn">Whether the endpoint gave the same block when asked for it by its number; an endpoint that did not does not have the block.</param>
internal sealed record ObservedHead(int Endpoint, ChainBlock Head, bool IsOwn);
