using Ledger.Access;
using Ledger.People;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.SignIn;

/// <summary>Registers the policies of <see cref="PersonPolicies"/>. Only the scheme of people can meet them.</summary>
internal static class SignInPolicies
{
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(PersonPolicies.SignedIn, ForPeople());
        options.AddPolicy(PersonPolicies.Confirmed, ForPeople(new ConfirmedRequirement()));
        options.AddPolicy(PersonPolicies.Resident, ForPeople(new PersonRoleRequirement(PersonRole.Resident)));
        options.AddPolicy(PersonPolicies.Clerk, ForPeople(new PersonRoleRequirement(PersonRole.Clerk)));
        options.AddPolicy(PersonPolicies.Approver, ForPeople(new PersonRoleRequirement(PersonRole.Approver)));
        options.AddPolicy(PersonPolicies.Auditor, ForPeople(new PersonRoleRequirement(PersonRole.Auditor)));
        options.AddPolicy(PersonPolicies.Operator, ForPeople(new PersonRoleRequirement(PersonRole.Operator)));
    }

    private static AuthorizationPolicy ForPeople(params IAuthorizationRequirement[] requirements) =>
        new AuthorizationPolicyBuilder(PersonClaims.Scheme).RequireAuthenticatedUser().AddRequirements(requirements).Build();
}
