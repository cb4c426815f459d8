using Ledger.Migrating;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Browser;

/// <summary>
/// Finds no migration record. The page may ask only the chain that the reader trusts, not the node of a department, so the reader adds the record of a
/// chain that the department left.
/// </summary>
internal sealed class NoMigrationRecords : IMigrationRecords
{
    public Task<MigrationFile?> FindAsync(DepartmentFacts department, Digest hash, CancellationToken cancellationToken) => Task.FromResult<MigrationFile?>(null);
}
