using Ledger.Departments;
using Ledger.Verify.Migrations;

namespace Ledger.UseCases;

/// <summary>The result of one department's move.</summary>
/// <param name="Department">The department.</param>
/// <param name="Record">The migration record, new or from an earlier run.</param>
/// <param name="File">The logged record. Null for a dry run.</param>
/// <param name="Path">The path of the file. A dry run does not create it.</param>
public sealed record MovedDepartment(DepartmentId Department, MigrationRecord Record, MigrationFile? File, string Path);
