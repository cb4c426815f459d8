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
    // Nobody loses what they wrote because they took their time over a page that they had confirmed.
    private static readonly TimeSpan FillingIn = TimeSpan.FromMinutes(10);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ConfirmedRequirement requirement)
    {
        if (PersonClaims.Find(context.User) is { } person)
        {
            var isForm = context.Resource is HttpContext http && HttpMethods.IsPost(http.Request.Method);
            var longest = TimeSpan.FromMinutes(settings.Value.ConfirmedMinutes) + (isForm ? FillingIn : TimeSpan.Zero);
            if (person.AuthenticatedAt >= clock.GetUtcNow() - longest)
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
