namespace Ledger.Ethereum.Registry;

/// <summary>When and where the council acknowledged that a department's log moved here.</summary>
public sealed record MigrationFacts(DateTimeOffset RecordedAt, long Block);
