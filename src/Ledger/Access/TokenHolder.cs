using Ledger.Departments;

namespace Ledger.Access;

/// <summary>Whose a token is. Never holds the token itself.</summary>
/// <param name="Name">What the operator called it; goes into histories as <c>by</c>, so it names a desk or a program, not a person.</param>
/// <param name="Department">The only department it is good for.</param>
/// <param name="Role">What it may do there.</param>
public sealed record TokenHolder(string Name, DepartmentId Department, Role Role)
{
    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Whether a token may be called so: 1 to 60 characters, none of them a control character.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl);
}
