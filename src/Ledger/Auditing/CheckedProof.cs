using System.Collections.Immutable;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;

namespace Ledger.Auditing;

/// <summary>The result of checking an inclusion proof.</summary>
/// <param name="Problem">What is wrong; null when the log holds the entry.</param>
/// <param name="Proof">The proof.</param>
/// <param name="Checkpoint">The checkpoint that it leads to.</param>
/// <param name="Extensions">The extension lines of the checkpoint.</param>
public sealed record CheckedProof(LocalizedText? Problem, TlogProof Proof, Checkpoint Checkpoint, ImmutableArray<string> Extensions);
