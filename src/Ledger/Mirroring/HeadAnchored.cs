using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// A department's head was anchored. Sizes are as in the contract: an earlier version accepted sizes above 2^63 − 1, which no log has.
/// </summary>
public sealed record HeadAnchored(Digest Department, ulong OldSize, ulong NewSize, Digest Root, Digest Transaction) : ChainEvent;
