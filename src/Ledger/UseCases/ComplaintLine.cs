using Ledger.Anchoring;
using Ledger.Complaints;
using Ledger.Proving;

namespace Ledger.UseCases;

/// <summary>A complaint as an auditor sees it. It does not say who the resident is.</summary>
/// <param name="Complaint">The complaint. Its content is null if it was erased with the resident or lost with a machine.</param>
/// <param name="Level">The proof level of its entry.</param>
/// <param name="Proof">The proof that the log has it.</param>
/// <param name="About">The read that it is about. Null if the content is null.</param>
public sealed record ComplaintLine(LoggedComplaint Complaint, ProofLevel Level, EntryProof Proof, DisclosureLine? About);
