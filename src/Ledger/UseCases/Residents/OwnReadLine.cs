using Ledger.Departments;

namespace Ledger.UseCases.Residents;

/// <summary>A line of the resident's list of who looked.</summary>
/// <param name="Department">The department whose log has it.</param>
/// <param name="Line">The line, with its proof.</param>
public sealed record OwnReadLine(DepartmentProfile Department, DisclosureLine Line);
