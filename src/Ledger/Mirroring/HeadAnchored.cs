using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A department's log grew on chain. Sizes are as the contract has them: an earlier edition took sizes above 2^63 − 1, which no log has.</summary>
public sealed record HeadAnchored(Digest Department, ulong OldSize, ulong NewSize, Digest Root, Digest Transaction) : ChainEvent;
