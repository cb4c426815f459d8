using Ledger.Departments;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Registry;

/// <summary>The keys of a department in the data directory of its node, and the origin of its log. Immutable.</summary>
/// <param name="Files">The key files.</param>
/// <param name="Id">The department.</param>
/// <param name="Origin">The origin of its log.</param>
public sealed record DepartmentKeys(KeyFiles Files, DepartmentId Id, string Origin)
{
    /// <summary>Opens the keys.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="id">The department.</param>
    /// <param name="host">The host name of the origin.</param>
    /// <param name="masterKey">The value of the master key's setting. Null means the file in the data directory.</param>
    /// <exception cref="FaultException">The department has no keys there, or they cannot be read.</exception>
    public static DepartmentKeys Open(DataLayout data, DepartmentId id, string host, string? masterKey)
    {
        ArgumentNullException.ThrowIfNull(data);
        var folder = Path.Combine(data.Keys, id.ToString());
        return File.Exists(Path.Combine(folder, "account.p8"))
            ? DataProblems.Run(() => new DepartmentKeys(new KeyFiles(data.Keys, NodeMasterKey.Open(data, masterKey)), id, $"{host}/{id}/log"))
            : throw new FaultException(GovernanceFaults.KeysMissing, folder);
    }

    /// <summary>Reads the key of the department's account on the chain.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the key cannot be read.</exception>
    public OperatorKey Account() => new(Files.AccountKey(Id));
}
