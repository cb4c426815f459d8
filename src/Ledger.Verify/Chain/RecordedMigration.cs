using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// A migration record that the council entered in the registry for a department: its SHA-256, and the time and number of the block.
/// </summary>
public sealed record RecordedMigration(Digest RecordHash, DateTimeOffset RecordedAt, long Block);
