using Ledger.Departments;
using Ledger.Verify.Migrations;

namespace Ledger.UseCases;

/// <summary>What became of one department's move.</summary>
/// <param name="Department">Its name.</param>
/// <param name="Record">The record, made or found.</param>
/// <param name="File">The record as logged; null when it was a dry run.</param>
/// <param name="Path">Where the file lies, or would.</param>
public sealed record MovedDepartment(DepartmentId Department, MigrationRecord Record, MigrationFile? File, string Path);
