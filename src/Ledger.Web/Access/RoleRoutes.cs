using Ledger.Access;
using Ledger.Hosting;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Access;

/// <summary>Routes for callers of a department. A route without a policy is public, and there is a test that lists those.</summary>
internal static class RoleRoutes
{
    /// <summary>
    /// Asks for a caller of the department <c>{department}</c> with one of the roles. The answer is nobody else's to keep, and a caller whose right
    /// ends while a read waits does not get it.
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

            // A read may have waited for the chain, and the token may be withdrawn since. A write has happened, so its answer is given.
            return HttpMethods.IsGet(http.Request.Method) && http.FindTokenFault() is { } fault ? ProblemAnswers.Of(fault) : answer;
        });

    /// <summary>
    /// Why the caller's token cannot be used any more; null while it can. A handler asks after anything that may take long, such as reading a body.
    /// </summary>
    public static Fault? FindTokenFault(this HttpContext context) => TokenAuthenticationHandler.FindFault(context);

    /// <summary>The caller of a route with a policy.</summary>
    public static Caller Caller(this HttpContext context) => Admitted(context).Caller;

    /// <summary>The department in the address of a route with a policy.</summary>
    public static HostedDepartment Department(this HttpContext context) => Admitted(context).Department;

    private static AdmittedCaller Admitted(HttpContext context) =>
        context.Features.Get<AdmittedCaller>() ?? throw new InvalidOperationException("The route has no policy.");
}
