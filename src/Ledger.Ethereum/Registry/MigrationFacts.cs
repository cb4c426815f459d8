namespace Ledger.Ethereum.Registry;

/// <summary>The time and the block in which the council acknowledged a migration.</summary>
public sealed record MigrationFacts(DateTimeOffset RecordedAt, long Block);
