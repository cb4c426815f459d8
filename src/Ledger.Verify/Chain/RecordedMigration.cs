using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>A migration record that the council wrote into the registry for a department, by its SHA-256, and the block that did.</summary>
public sealed record RecordedMigration(Digest RecordHash, DateTimeOffset RecordedAt, long Block);
