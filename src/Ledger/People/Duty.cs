using Ledger.Access;
using Ledger.Departments;

namespace Ledger.People;

/// <summary>A role of a person, and the department where they have it.</summary>
/// <param name="Role">The role.</param>
/// <param name="Department">The department. Null for a resident, who has one identity in all departments.</param>
public sealed record Duty(PersonRole Role, DepartmentId? Department)
{
    /// <summary>Whether the role is one of a department's staff.</summary>
    public static bool IsOfStaff(PersonRole role) => role is not PersonRole.Resident;
}
