using System.Security.Claims;
using Ledger.Access;
using Ledger.Departments;
using Ledger.UseCases;

namespace Ledger.Web.Access;

/// <summary>The claims of a principal that say who calls. Every authentication scheme of the node writes these, and nothing else reads them.</summary>
internal static class CallerClaims
{
    private const string Name = "name";
    private const string Department = "department";
    private const string Role = "role";

    /// <summary>The principal of a token's bearer.</summary>
    /// <param name="holder">Whose the token is.</param>
    /// <param name="scheme">The scheme that authenticated the bearer.</param>
    public static ClaimsPrincipal ToPrincipal(TokenHolder holder, string scheme) => new(new ClaimsIdentity(
        [new Claim(Name, holder.Name), new Claim(Department, holder.Department.ToString()), new Claim(Role, holder.Role.ToString())],
        scheme, Name, Role));

    /// <summary>The caller of an authenticated principal; null when it lacks one of the three claims.</summary>
    public static Caller? Find(ClaimsPrincipal principal) =>
        principal.Identities.FirstOrDefault(identity => identity.IsAuthenticated) is { } identity
        && identity.FindFirst(Name)?.Value is { } name
        && DepartmentId.TryParse(identity.FindFirst(Department)?.Value, out var department)
        && Enum.TryParse<Role>(identity.FindFirst(Role)?.Value, ignoreCase: false, out var role)
        && Enum.IsDefined(role)
            ? new Caller(name, department, role)
            : null;
}
