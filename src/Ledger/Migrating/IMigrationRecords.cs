using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>Finds migration records by their hash. A record's source does not make it trusted.</summary>
public interface IMigrationRecords
{
    /// <summary>Fetches a record from the node that the registry names for a department.</summary>
    /// <returns>Null if the record cannot be fetched. It may exist nevertheless.</returns>
    Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken);
}
