using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>A department of this node that cannot be opened.</summary>
/// <param name="Profile">The department.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">The file and the place, for the operator. It may contain paths, so callers do not see it.</param>
public sealed record DownDepartment(DepartmentProfile Profile, Fault Fault, string Detail);
