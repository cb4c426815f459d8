using Ledger.Access;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>
/// Requires a caller of the department <c>{department}</c> in the address, with one of the roles. It is metadata of the endpoint. The API description and
/// the test of routes and roles read it there.
/// </summary>
/// <param name="Roles">The roles that may call.</param>
internal sealed record DepartmentRoleRequirement(IReadOnlyList<Role> Roles) : IAuthorizationRequirement
{
    /// <summary>Makes the policy with this requirement, for callers of every scheme of the node.</summary>
    public AuthorizationPolicy ToPolicy() =>
        new AuthorizationPolicyBuilder(TokenAuthenticationHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(this).Build();

    /// <summary>Finds the requirement in the metadata of an endpoint. Null on a public route.</summary>
    public static DepartmentRoleRequirement? FindIn(IEnumerable<object> metadata) =>
        metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<DepartmentRoleRequirement>().FirstOrDefault();
}
