using Ledger.Anchoring;
using Ledger.Complaints;
using Ledger.Departments;
using Ledger.Proving;

namespace Ledger.UseCases.Residents;

/// <summary>A complaint of the resident.</summary>
/// <param name="Department">The department whose log has it.</param>
/// <param name="Complaint">The complaint.</param>
/// <param name="Level">The proof level of its entry.</param>
/// <param name="Proof">The proof that the log has it.</param>
public sealed record OwnComplaint(DepartmentProfile Department, LoggedComplaint Complaint, ProofLevel Level, EntryProof Proof);
