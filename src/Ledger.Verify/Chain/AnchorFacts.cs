using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>The <c>Anchored</c> event of one department and one size, with its block.</summary>
public sealed record AnchorFacts(long OldSize, long NewSize, Digest Root, Digest Transaction, ChainBlock Block);
