namespace Ledger.Verify.Evidence;

/// <summary>A record's status as its slot holds it.</summary>
public readonly record struct StatusSlot(byte Status, DateTimeOffset? Since, long Sequence);
