namespace Ledger.Verify.Evidence;

/// <summary>A recorded migration as its slot holds it; nothing and block 0 when none was recorded.</summary>
public readonly record struct MigrationSlot(DateTimeOffset? RecordedAt, long Block);
