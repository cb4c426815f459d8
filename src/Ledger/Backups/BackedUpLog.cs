using Ledger.Departments;
using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>One backed-up department. The backup holds exactly the entries that its checkpoint covered at that time.</summary>
public sealed record BackedUpLog(DepartmentId Department, string Origin, long Size, Digest Root);
