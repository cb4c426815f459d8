using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>The anchored heads of a chain that was left: those up to a size, from where the chain before it ends.</summary>
public sealed record LeftAnchors(ChainPlace Chain, long UpTo);
