namespace Ledger.Verify.Evidence;

/// <summary>The value of a migration slot. The time is null and the block is 0 when no migration was recorded.</summary>
public readonly record struct MigrationSlot(DateTimeOffset? RecordedAt, long Block);
