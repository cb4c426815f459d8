using Ledger.Anchoring;
using Ledger.Erasing;
using Ledger.Proving;

namespace Ledger.UseCases;

/// <summary>A certificate of erasure with its proof.</summary>
/// <param name="Erasure">The certificate.</param>
/// <param name="Level">The proof level of its entry.</param>
/// <param name="Proof">The proof that the log has it.</param>
public sealed record ProvenErasure(LoggedErasure Erasure, ProofLevel Level, EntryProof Proof);
