using Ledger.Faults;

namespace Ledger.Departments;

/// <summary>
/// Who a department is. The identity hangs on the node's host name, never on a network address, so a department can move to another
/// machine and stay itself.
/// </summary>
/// <param name="Id">The short name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">The host name of the identity, such as <c>ledger.example.gov</c>.</param>
public sealed record DepartmentProfile(DepartmentId Id, LocalizedText Name, string Host)
{
    /// <summary>What people call it: texts that <see cref="DepartmentName"/> allows.</summary>
    /// <exception cref="ArgumentException">A text is none.</exception>
    public LocalizedText Name { get; } = DepartmentName.IsName(Name.Zh) && DepartmentName.IsName(Name.En)
        ? Name
        : throw new ArgumentException("A department's name is empty, too long or holds characters that are not seen.", nameof(Name));

    /// <summary>The log's origin; its Keccak-256 is the department's id on chain.</summary>
    public string Origin { get; } = $"{Host}/{Id}/log";

    /// <summary>The <c>iss</c> of its records.</summary>
    public string Issuer { get; } = $"https://{Host}/{Id}";
}
