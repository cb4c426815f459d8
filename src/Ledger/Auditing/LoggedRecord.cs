namespace Ledger.Auditing;

/// <summary>An entry that issued a record.</summary>
/// <param name="Index">Its place in the log.</param>
/// <param name="Id">The record.</param>
/// <param name="At">When it was logged, in milliseconds since 1970 UTC, by the log's clock.</param>
public readonly record struct LoggedRecord(long Index, Guid Id, long At);
