using Ledger.Anchoring;
using Ledger.Verify.Proofs;

namespace Ledger.Proving;

/// <summary>
/// The proof that an entry is in the log, and the anchored head that it leads to. The anchor is null if the proof leads to a checkpoint without an
/// anchor.
/// </summary>
public sealed record EntryProof(TlogProof Proof, AnchoredCheckpoint? Anchor);
