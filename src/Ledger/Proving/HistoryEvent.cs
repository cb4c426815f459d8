using Ledger.Anchoring;
using Ledger.Log;

namespace Ledger.Proving;

/// <summary>One thing that happened to a record, with the proof that the log holds it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Level">The proof level of the entry.</param>
/// <param name="Proof">The tlog-proof and the anchored head, if any.</param>
public sealed record HistoryEvent(StoredEntry Entry, ProofLevel Level, EntryProof Proof);
