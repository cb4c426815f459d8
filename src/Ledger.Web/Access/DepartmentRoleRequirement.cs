using Ledger.Access;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>
/// Asks for a caller of the department <c>{department}</c> in the address, with one of the roles. It lies on the endpoint as metadata, where the
/// API description and the test of routes and roles read it.
/// </summary>
/// <param name="Roles">The roles that may call.</param>
internal sealed record DepartmentRoleRequirement(IReadOnlyList<Role> Roles) : IAuthorizationRequirement
{
    /// <summary>The policy with this requirement, for callers of every scheme that the node has.</summary>
    public AuthorizationPolicy ToPolicy() =>
        new AuthorizationPolicyBuilder(TokenAuthenticationHandler.SchemeName).RequireAuthenticatedUser().AddRequirements(this).Build();

    /// <summary>The requirement among the metadata of an endpoint; null on a public route.</summary>
    public static DepartmentRoleRequirement? FindIn(IEnumerable<object> metadata) =>
        metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<DepartmentRoleRequirement>().FirstOrDefault();
}
