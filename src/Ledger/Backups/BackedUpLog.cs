using Ledger.Departments;
using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>One department as it was backed up: exactly what its checkpoint of then covers.</summary>
public sealed record BackedUpLog(DepartmentId Department, string Origin, long Size, Digest Root);
