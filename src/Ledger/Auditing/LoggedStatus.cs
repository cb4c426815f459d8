using Ledger.Verify.Entries;

namespace Ledger.Auditing;

/// <summary>An entry that set a status.</summary>
/// <param name="Index">The index of the entry.</param>
/// <param name="Status">The status it set.</param>
/// <param name="At">When it was logged, in milliseconds since 1970 UTC.</param>
public readonly record struct LoggedStatus(long Index, EntryStatus Status, long At);
