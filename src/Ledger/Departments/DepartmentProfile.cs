using Ledger.Verify.Faults;

namespace Ledger.Departments;

/// <summary>
/// Who a department is. The identity uses the node's host name, not a network address. So a department keeps its identity when it moves to another
/// machine.
/// </summary>
/// <param name="Id">The short name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">The host name in the identity, such as <c>ledger.example.gov</c>.</param>
public sealed record DepartmentProfile(DepartmentId Id, LocalizedText Name, string Host)
{
    /// <summary>What people call it. Each text satisfies <see cref="DepartmentName.IsName"/>.</summary>
    /// <exception cref="ArgumentException">A text is not a valid name.</exception>
    public LocalizedText Name { get; } = DepartmentName.IsName(Name.Zh) && DepartmentName.IsName(Name.En)
        ? Name
        : throw new ArgumentException("A department's name is empty, too long or holds characters that are not seen.", nameof(Name));

    /// <summary>The log's origin; its Keccak-256 is the department's id on chain.</summary>
    public string Origin { get; } = $"{Host}/{Id}/log";

    /// <summary>The <c>iss</c> claim of its records.</summary>
    public string Issuer { get; } = $"https://{Host}/{Id}";
}
