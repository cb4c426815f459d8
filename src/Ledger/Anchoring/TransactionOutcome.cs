using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>The outcome of a mined transaction. A reverted one changed nothing.</summary>
public sealed record TransactionOutcome(bool Succeeded, ChainBlock Block, long GasUsed);
