using Ledger.Anchoring;
using Ledger.Verify.Proofs;

namespace Ledger.Proving;

/// <summary>That an entry is in the log, and the anchored head it was proved against; null when that is only a checkpoint so far.</summary>
public sealed record EntryProof(TlogProof Proof, AnchoredCheckpoint? Anchor);
