using Ledger.Access;
using Ledger.Hosting;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Access;

/// <summary>Routes for callers of a department. A route without a policy is public; a test lists the public routes.</summary>
internal static class RoleRoutes
{
    /// <summary>
    /// Requires a caller of the department <c>{department}</c> with one of the roles. No cache may store the answer. A caller whose token is withdrawn
    /// while a read waits gets no answer.
    /// </summary>
    public static RouteHandlerBuilder RequireRole(this RouteHandlerBuilder route, params IReadOnlyList<Role> roles) => route
        .RequireAuthorization(new DepartmentRoleRequirement(roles).ToPolicy())
        .ProducesProblems(
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            http.Response.Headers.CacheControl = "no-store";
            var answer = await next(context);

            // A read may have waited for the chain, and the token may have been withdrawn during the wait. A write is already done, so its answer is sent.
            return HttpMethods.IsGet(http.Request.Method) && http.FindTokenFault() is { } fault ? ProblemAnswers.From(fault) : answer;
        });

    /// <summary>
    /// Returns why the caller's token is no longer valid, or null while it is valid. A handler checks this after any slow operation, such as reading a body.
    /// </summary>
    public static Fault? FindTokenFault(this HttpContext context) => TokenAuthenticationHandler.FindFault(context);

    /// <summary>The caller of a route with a policy.</summary>
    public static Caller Caller(this HttpContext context) => Admitted(context).Caller;

    /// <summary>The department in the address of a route with a policy.</summary>
    public static HostedDepartment Department(this HttpContext context) => Admitted(context).Department;

    private static AdmittedCaller Admitted(HttpContext context) =>
        context.Features.Get<AdmittedCaller>() ?? throw new InvalidOperationException("The route has no policy.");
}
