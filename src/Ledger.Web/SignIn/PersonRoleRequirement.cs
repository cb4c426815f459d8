using Ledger.Access;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.SignIn;

/// <summary>Requires a person with a role, in whichever department.</summary>
/// <param name="Role">The role.</param>
internal sealed record PersonRoleRequirement(PersonRole Role) : IAuthorizationRequirement;
