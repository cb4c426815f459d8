using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>
/// A department of which a list has nothing, or not everything, because the node cannot read it now. It says nothing about whether the department knows
/// the resident.
/// </summary>
/// <param name="Department">The department.</param>
/// <param name="Fault">Why.</param>
public sealed record UnreadDepartment(DepartmentProfile Department, Fault Fault);
