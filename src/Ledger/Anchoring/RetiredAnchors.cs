using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>The anchored heads on a retired chain: all sizes above those of the previous chain, up to a size.</summary>
public sealed record RetiredAnchors(ChainPlace Chain, long UpTo);
