namespace Ledger.Verify.Verdicts;

/// <summary>The status of a record on chain at the time asked about.</summary>
/// <param name="Status">0 active, 1 suspended, 2 revoked, 3 superseded, 4 withdrawn.</param>
/// <param name="Since">The time of the block that set the status. Null when the record was always active.</param>
/// <param name="Successor">The record that replaces it.</param>
public sealed record StatusAsOf(byte Status, DateTimeOffset? Since, Guid? Successor);
