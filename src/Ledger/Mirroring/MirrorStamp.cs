using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>What a kept mirror is worth.</summary>
/// <param name="Chain">Whose events it holds.</param>
/// <param name="Block">Up to which final block it holds all of them.</param>
/// <param name="VerifiedUpTo">Up to which block what came of them was compared with the contracts' state; −1 when never.</param>
public sealed record MirrorStamp(MirroredChain Chain, ChainBlock Block, long VerifiedUpTo);
