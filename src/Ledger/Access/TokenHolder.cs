using Ledger.Departments;

namespace Ledger.Access;

/// <summary>Whose a token is. Never holds the token itself.</summary>
/// <param name="Name">What the operator called it; goes into histories as <c>by</c>, so it names a desk or a program, not a person.</param>
/// <param name="Department">The only department it is good for.</param>
/// <param name="Role">What it may do there.</param>
public sealed record TokenHolder(string Name, DepartmentId Department, Role Role);
