namespace Ledger.Verify.Verdicts;

/// <summary>The chain's word on a record's status at the time asked about.</summary>
/// <param name="Status">0 active, 1 suspended, 2 revoked, 3 superseded, 4 withdrawn.</param>
/// <param name="Since">The time of the block that set it; null when it was never anything but active.</param>
/// <param name="Successor">The record that takes its place.</param>
public sealed record StatusAsOf(byte Status, DateTimeOffset? Since, Guid? Successor);
