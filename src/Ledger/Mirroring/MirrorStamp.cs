using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>The extent of a stored mirror.</summary>
/// <param name="Chain">The chain and the contracts of the events.</param>
/// <param name="Block">The final block up to which it has all events.</param>
/// <param name="VerifiedUpTo">The last block at which the state was compared with the contracts' state; −1 if never.</param>
public sealed record MirrorStamp(MirroredChain Chain, ChainBlock Block, long VerifiedUpTo);
