using Ledger.Access;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Hosting;

namespace Ledger.UseCases;

/// <summary>Who asks for a use case. The host makes it from an authenticated request; a use case decides by it what the caller may see.</summary>
/// <param name="Name">The name that goes into histories as <c>by</c>: a desk or a program, not a person.</param>
/// <param name="Department">The only department the caller may act for.</param>
/// <param name="Role">What the caller may do there.</param>
public sealed record Caller(string Name, DepartmentId Department, Role Role)
{
    /// <summary>Why the caller may not act for a department in one of the given roles; null when the caller may.</summary>
    public Fault? FindFault(DepartmentId department, IReadOnlyCollection<Role> roles) =>
        Department != department ? AccessFaults.OtherDepartment
        : !roles.Contains(Role) ? AccessFaults.RoleNotAllowed
        : null;

    /// <summary>As <see cref="FindFault(DepartmentId, IReadOnlyCollection{Role})"/>, for a department that is open.</summary>
    internal Fault? FindFault(HostedDepartment department, IReadOnlyCollection<Role> roles) => FindFault(department.Profile.Id, roles);
}
