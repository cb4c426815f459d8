using Ledger.Access;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>
/// The authenticated caller of a use case. The host creates it from a request. Use cases decide by it what the caller may do and see.
/// </summary>
/// <param name="Name">The name for histories (<c>by</c>): a desk or a program, not a person.</param>
/// <param name="Department">The only department that the caller may act for.</param>
/// <param name="Role">The caller's role in that department.</param>
public sealed record Caller(string Name, DepartmentId Department, Role Role)
{
    /// <summary>Why the caller may not act for a department in one of the given roles. Null if the caller may.</summary>
    public Fault? FindFault(DepartmentId department, IReadOnlyCollection<Role> roles) =>
        Department != department ? AccessFaults.OtherDepartment
        : !roles.Contains(Role) ? AccessFaults.RoleNotAllowed
        : null;

    /// <summary>What the log keeps of a read by this caller.</summary>
    internal Disclosure Describe(ReadPurpose purpose, DisclosureForm form, IEnumerable<RecordId> records, IEnumerable<string> claims) => new()
    {
        By = Name,
        Department = Department.ToString(),
        Role = RoleNames.Format(Role),
        Form = form,
        Records = [.. records],
        Claims = [.. claims],
        Purpose = purpose.Purpose.Code,
        PurposeVersion = purpose.Purpose.Version,
        Basis = purpose.Basis,
        WithheldUntil = purpose.WithheldUntil,
    };

    /// <summary>The same check for an open department.</summary>
    internal Fault? FindFault(HostedDepartment department, IReadOnlyCollection<Role> roles) => FindFault(department.Profile.Id, roles);
}
