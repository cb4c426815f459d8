using Ledger.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// What a node serves to an auditor, and nothing of it is trusted. Safe for use from many threads. A <see cref="CouldNotRunException"/> says that the
/// node did not answer, refused, or answered something that cannot be read; it says nothing about the node's records.
/// </summary>
public interface INodeRecords
{
    /// <summary>The node's address.</summary>
    Uri Address { get; }

    /// <summary>Whether the auditor has tokens, so that bundles are to be checked.</summary>
    bool HasTokens { get; }

    /// <summary>The ids of the departments the auditor has tokens for.</summary>
    IReadOnlyList<string> DepartmentsWithTokens { get; }

    /// <summary>The departments the node names, in its order. Every id has the form of one.</summary>
    Task<IReadOnlyList<NodeDepartment>> ListDepartmentsAsync(CancellationToken cancellationToken);

    /// <summary>A department's public log.</summary>
    IPublicLog OpenLog(string department, VerifierKey key);

    /// <summary>The bundles of a department's records; null when the auditor has no token for it.</summary>
    IRecordBundles? FindBundles(string department);

    /// <summary>The migration record with a hash, from the department's public log; null when it cannot be fetched, which says nothing.</summary>
    Task<MigrationFile?> FindMigrationAsync(string department, Digest hash, CancellationToken cancellationToken);
}
