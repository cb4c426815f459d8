using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ledger.Web.Access;

/// <summary>
/// Answers a request that a policy refused with the policy's own reason: another department (403), a role that may not do it (403), a department
/// that is not here (404) or is down (503). Everything else, such as a challenge, is for the scheme of the caller.
/// </summary>
internal sealed class ForbiddenProblems : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden && authorizeResult.AuthorizationFailure?.FailureReasons.OfType<FaultReason>().FirstOrDefault() is { } reason
            ? ProblemAnswers.WriteAsync(context, Refusal.FromFault(reason.Fault))
            : _framework.HandleAsync(next, context, policy, authorizeResult);
}
