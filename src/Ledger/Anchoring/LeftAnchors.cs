using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>The anchored heads on a left chain: all sizes above those of the previous chain, up to a size.</summary>
public sealed record LeftAnchors(ChainPlace Chain, long UpTo);
