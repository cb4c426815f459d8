using Ledger.Access;

namespace Ledger.Backups;

/// <summary>What was restored.</summary>
/// <param name="Manifest">The manifest of the backup.</param>
/// <param name="Added">How many entries came from each public log, by origin.</param>
/// <param name="Tokens">The tokens; null when the backup holds none.</param>
public sealed record RestoredNode(BackupManifest Manifest, IReadOnlyDictionary<string, long> Added, RestoredTokens? Tokens);
