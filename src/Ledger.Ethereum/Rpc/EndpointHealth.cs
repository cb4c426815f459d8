using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>The health of one endpoint, for the health page and monitoring.</summary>
/// <param name="Name">Scheme, host and port only, so it is safe to show.</param>
/// <param name="State">The last known state.</param>
/// <param name="Head">The newest block that it named; null before the first.</param>
/// <param name="LastAnswer">The time of its last answer; null when it never answered.</param>
public sealed record EndpointHealth(string Name, EndpointState State, ChainBlock? Head, DateTimeOffset? LastAnswer);
