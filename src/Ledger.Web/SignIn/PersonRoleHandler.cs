using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.SignIn;

/// <summary>Decides whether a person meets a <see cref="PersonRoleRequirement"/>.</summary>
internal sealed class PersonRoleHandler : AuthorizationHandler<PersonRoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonRoleRequirement requirement)
    {
        if (PersonClaims.Find(context.User) is not { } person)
        {
            return Task.CompletedTask; // The requirement is not met, so the scheme begins a sign-in.
        }

        if (person.Has(requirement.Role))
        {
            context.Succeed(requirement);
        }
        else
        {
            context.Fail(new FaultReason(this, SignInFaults.RoleMissing));
        }

        return Task.CompletedTask;
    }
}
