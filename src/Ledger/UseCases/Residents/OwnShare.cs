using Ledger.Departments;
using Ledger.Sharing;

namespace Ledger.UseCases.Residents;

/// <summary>A share of the resident.</summary>
/// <param name="Department">The department that issued the record.</param>
/// <param name="Type">The type of the record (<c>vct</c>).</param>
/// <param name="Share">The share.</param>
public sealed record OwnShare(DepartmentProfile Department, string Type, LoggedShare Share);
