using Ledger.Verify.Entries;

namespace Ledger.Verify.Verdicts;

/// <summary>The status of a record on chain at the time asked about.</summary>
/// <param name="Status">The status. It may be a value that this version does not know.</param>
/// <param name="Since">The time of the block that set the status. Null when the record was always active.</param>
/// <param name="Successor">The record that replaces it.</param>
public sealed record StatusAsOf(EntryStatus Status, DateTimeOffset? Since, Guid? Successor);
