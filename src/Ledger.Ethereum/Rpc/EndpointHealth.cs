using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Rpc;

/// <summary>One endpoint for the health page and for those who watch. The name is scheme, host and port only.</summary>
/// <param name="Name">Safe to show.</param>
/// <param name="State">How it is.</param>
/// <param name="Head">The newest block it named; null before the first.</param>
/// <param name="LastAnswer">When it last answered; null when it never did.</param>
public sealed record EndpointHealth(string Name, EndpointState State, ChainBlock? Head, DateTimeOffset? LastAnswer);
