using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>Finds migration records by their hash. None is trusted for where it comes from.</summary>
public interface IMigrationRecords
{
    /// <summary>Finds a record at the node that the registry names for a department.</summary>
    /// <returns>Null when the record cannot be fetched, which says nothing about it.</returns>
    Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken);
}
