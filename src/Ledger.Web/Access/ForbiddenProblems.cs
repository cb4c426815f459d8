using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ledger.Web.Access;

/// <summary>
/// Answers a request that a policy refused with the reason of the policy: another department (403), a role without the right (403), an unknown
/// department (404) or one that is down (503). The authentication scheme answers everything else, such as a challenge.
/// </summary>
internal sealed class ForbiddenProblems : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden && authorizeResult.AuthorizationFailure?.FailureReasons.OfType<FaultReason>().FirstOrDefault() is { } reason
            ? ProblemAnswers.WriteAsync(context, Refusal.FromFault(reason.Fault))
            : _framework.HandleAsync(next, context, policy, authorizeResult);
}
