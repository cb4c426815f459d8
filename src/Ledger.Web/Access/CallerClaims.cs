using System.Security.Claims;
using Ledger.Access;
using Ledger.Departments;
using Ledger.UseCases;

namespace Ledger.Web.Access;

/// <summary>The claims of a principal that identify the caller. Every authentication scheme of the node writes them. Only this class reads them.</summary>
internal static class CallerClaims
{
    private const string Name = "name";
    private const string Department = "department";
    private const string Role = "role";

    /// <summary>Makes the principal of the caller who sent a token.</summary>
    /// <param name="holder">The holder of the token.</param>
    /// <param name="scheme">The scheme that authenticated the caller.</param>
    public static ClaimsPrincipal ToPrincipal(TokenHolder holder, string scheme) => new(new ClaimsIdentity(
        [new Claim(Name, holder.Name), new Claim(Department, holder.Department.ToString()), new Claim(Role, holder.Role.ToString())],
        scheme, Name, Role));

    /// <summary>Finds the caller of an authenticated principal. Null when it lacks one of the three claims.</summary>
    public static Caller? Find(ClaimsPrincipal principal) =>
        principal.Identities.FirstOrDefault(identity => identity.IsAuthenticated) is { } identity
        && identity.FindFirst(Name)?.Value is { } name
        && DepartmentId.TryParse(identity.FindFirst(Department)?.Value, out var department)
        && Enum.TryParse<Role>(identity.FindFirst(Role)?.Value, ignoreCase: false, out var role)
        && Enum.IsDefined(role)
            ? new Caller(name, department, role)
            : null;
}
