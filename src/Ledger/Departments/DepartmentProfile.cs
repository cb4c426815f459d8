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
    /// <summary>The log's origin; its Keccak-256 is the department's id on chain.</summary>
    public string Origin { get; } = $"{Host}/{Id}/log";

    /// <summary>The <c>iss</c> of its records.</summary>
    public string Issuer { get; } = $"https://{Host}/{Id}";
}
