using Ledger.Departments;

namespace Ledger.Backups;

/// <summary>A department that could not be backed up, and why. Restore it from an earlier backup.</summary>
public sealed record MissingLog(DepartmentId Department, string Code, string Detail);
