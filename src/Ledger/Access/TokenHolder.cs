using Ledger.Departments;

namespace Ledger.Access;

/// <summary>The holder of a token. It does not contain the token.</summary>
/// <param name="Name">The name that the operator gave. Histories show it as <c>by</c>, so it names a desk or a program, not a person.</param>
/// <param name="Department">The only department in which it is valid.</param>
/// <param name="Role">The role in that department.</param>
public sealed record TokenHolder(string Name, DepartmentId Department, Role Role)
{
    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Whether a text is a valid name: 1 to 60 characters without control characters.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl);
}
