namespace Ledger.Verify.Evidence;

/// <summary>The value of the status slot of a record.</summary>
public readonly record struct StatusSlot(byte Status, DateTimeOffset? Since, long Sequence);
