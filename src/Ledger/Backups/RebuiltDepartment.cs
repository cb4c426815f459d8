using Ledger.Departments;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Backups;

/// <summary>The result for one department: what was rebuilt, or why it failed.</summary>
public sealed record RebuiltDepartment(DepartmentId Department, RebuiltTiles? Rebuilt, FaultException? Problem);
