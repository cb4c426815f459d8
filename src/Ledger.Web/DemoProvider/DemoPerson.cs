using Ledger.Access;
using Ledger.Verify.Faults;

namespace Ledger.Web.DemoProvider;

/// <summary>Somebody whom a visitor of the demonstration can be. None of them exists.</summary>
/// <param name="Id">The id in addresses. It says nothing about the person's number.</param>
/// <param name="Name">The name.</param>
/// <param name="About">Who the person is, in a few words.</param>
/// <param name="Role">The role of staff. Null for residents.</param>
/// <param name="Departments">The departments of staff.</param>
/// <param name="IdentityNumber">The number of a resident's identity card. Null for staff.</param>
internal sealed record DemoPerson(
    string Id, LocalizedText Name, LocalizedText About, PersonRole? Role, IReadOnlyList<string> Departments, string? IdentityNumber)
{
    public override string ToString() => Id;
}
