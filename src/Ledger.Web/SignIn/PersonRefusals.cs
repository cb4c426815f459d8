using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ledger.Web.SignIn;

/// <summary>Sends a person who must confirm who they are to the provider, and leaves every other refusal to <see cref="ForbiddenProblems"/>.</summary>
internal sealed class PersonRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly ForbiddenProblems _others = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var reasons = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<FaultReason>().Select(reason => reason.Fault).ToList() ?? [];

        // Somebody without the role does not get it by confirming who they are.
        if (authorizeResult.Forbidden && reasons.Count > 0 && reasons.TrueForAll(fault => fault == SignInFaults.ConfirmationNeeded))
        {
            context.Response.Headers.CacheControl = "no-store";
            if (!HttpMethods.IsGet(context.Request.Method))
            {
                return ProblemAnswers.WriteAsync(context, Refusal.FromFault(SignInFaults.ConfirmationNeeded)); // Otherwise what was sent would be lost without a word.
            }

            context.Response.Redirect(SignInAddress.ForReturn(context.Request, again: true));
            return Task.CompletedTask;
        }

        return _others.HandleAsync(next, context, policy, authorizeResult);
    }
}
