using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>A department that this node should host and cannot open.</summary>
/// <param name="Profile">The department.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">Which file and place, for the operator; it may name paths and is not told to callers.</param>
public sealed record DownDepartment(DepartmentProfile Profile, Fault Fault, string Detail);
