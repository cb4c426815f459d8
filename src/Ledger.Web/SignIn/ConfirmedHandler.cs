using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>Decides whether a person meets a <see cref="ConfirmedRequirement"/>, by the time that the provider gave.</summary>
internal sealed class ConfirmedHandler(IOptions<SignInOptions> settings, TimeProvider clock) : AuthorizationHandler<ConfirmedRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ConfirmedRequirement requirement)
    {
        if (PersonClaims.Find(context.User) is { } person)
        {
            if (person.AuthenticatedAt >= clock.GetUtcNow() - TimeSpan.FromMinutes(settings.Value.ConfirmedMinutes))
            {
                context.Succeed(requirement);
            }
            else
            {
                context.Fail(new FaultReason(this, SignInFaults.ConfirmationNeeded));
            }
        }

        return Task.CompletedTask;
    }
}
