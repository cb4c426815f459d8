using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Auditing.Nodes;

/// <summary>
/// The answers of a node to an auditor. None of them is trusted. Safe for use from any thread. <see cref="FaultException"/> means that the node
/// did not answer, refused, or sent something unreadable. It says nothing about the node's records.
/// </summary>
public interface INodeRecords
{
    /// <summary>The node's address.</summary>
    Uri Address { get; }

    /// <summary>Whether the auditor has tokens. Then bundles are checked.</summary>
    bool HasTokens { get; }

    /// <summary>The ids of the departments for which the auditor has tokens.</summary>
    IReadOnlyList<string> DepartmentsWithTokens { get; }

    /// <summary>The departments that the node lists, in its order. Every id has a valid form.</summary>
    Task<IReadOnlyList<NodeDepartment>> ListDepartmentsAsync(CancellationToken cancellationToken);

    /// <summary>Opens a department's public log.</summary>
    IPublicLog OpenLog(string department, VerifierKey key);

    /// <summary>The bundles of a department's records. Null if the auditor has no token for it.</summary>
    IRecordBundles? FindBundles(string department);

    /// <summary>
    /// Fetches a migration record by its hash from the department's public log. Null if it cannot be fetched, which proves nothing.
    /// </summary>
    Task<MigrationFile?> FindMigrationAsync(string department, Digest hash, CancellationToken cancellationToken);
}
