namespace Ledger.Auditing;

/// <summary>An entry that issued a record.</summary>
/// <param name="Index">The index of the entry.</param>
/// <param name="Id">The record.</param>
/// <param name="At">When it was logged, by the log's clock, in milliseconds since 1970 UTC.</param>
public readonly record struct LoggedRecord(long Index, Guid Id, long At);
