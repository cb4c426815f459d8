using Ledger.Access;
using Ledger.Departments;

namespace Ledger.Backups;

/// <summary>What was restored.</summary>
/// <param name="Manifest">The manifest of the backup.</param>
/// <param name="Added">The number of entries added from each public log, by origin.</param>
/// <param name="Tokens">The restored tokens. Null if the backup has none.</param>
public sealed record RestoredNode(BackupManifest Manifest, IReadOnlyDictionary<string, long> Added, RestoredTokens? Tokens)
{
    /// <summary>The departments for which no list of erased subjects was given.</summary>
    public IReadOnlyList<DepartmentId> Unlisted { get; init; } = [];
}
