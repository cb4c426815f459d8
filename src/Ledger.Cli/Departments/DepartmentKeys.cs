using Ledger.Departments;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;

namespace Ledger.Cli.Departments;

/// <summary>A department's keys and its log's origin.</summary>
internal sealed record DepartmentKeys(IDepartmentKeys Files, DepartmentId Id, string Origin)
{
    public OperatorKey Account() => new(Files.AccountKey(Id));
}
