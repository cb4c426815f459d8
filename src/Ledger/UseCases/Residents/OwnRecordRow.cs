using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Log;
using Ledger.Verify.Entries;

namespace Ledger.UseCases.Residents;

/// <summary>A record in the resident's list.</summary>
/// <param name="Department">The department that issued it.</param>
/// <param name="Entry">The entry that issued it: id, type, kind, time.</param>
/// <param name="Status">Its current status according to the log.</param>
/// <param name="StatusSince">When the status was logged. Null if it never changed.</param>
/// <param name="Level">The proof level of the entry.</param>
public sealed record OwnRecordRow(DepartmentProfile Department, StoredEntry Entry, EntryStatus Status, DateTimeOffset? StatusSince, ProofLevel Level);
