using Ledger.Access;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Web.Problems;

namespace Ledger.Web.Access;

/// <summary>
/// Lets a request through when its bearer token belongs to the department in the address and has one of the roles an endpoint names.
/// A route without a gate is public, and there is a test that lists those.
/// </summary>
internal static class TokenGate
{
    private const string Scheme = "Bearer ";

    /// <summary>Asks for a token of the department <c>{department}</c> with one of the roles.</summary>
    public static RouteHandlerBuilder RequireRole(this RouteHandlerBuilder route, params Role[] roles) => route
        .WithMetadata(new RequiredRoles(roles))
        .ProducesProblems(
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            http.Response.Headers.CacheControl = "no-store"; // What one caller may see is nobody else's to keep.
            if (Check(http, roles) is { } fault)
            {
                return ProblemAnswers.Of(fault);
            }

            var answer = await next(context);

            // A read may have waited for the chain, and the token may be gone since. A write has happened, so its answer is given.
            return HttpMethods.IsGet(http.Request.Method) && http.FindTokenFault() is { } gone ? ProblemAnswers.Of(gone) : answer;
        });

    /// <summary>
    /// Why the request's token cannot be used any more; null while it can. A handler asks again after anything that may take long, such as reading a body.
    /// </summary>
    public static Fault? FindTokenFault(this HttpContext context) =>
        TokenOf(context) is { } token ? context.RequestServices.GetRequiredService<TokenFile>().Check(token).Fault : AccessFaults.TokenMissing;

    /// <summary>The bearer of the request's token, after the gate.</summary>
    public static TokenHolder Holder(this HttpContext context) =>
        context.Items[typeof(TokenHolder)] as TokenHolder ?? throw new InvalidOperationException("The route has no gate.");

    /// <summary>The department in the address, after the gate.</summary>
    public static HostedDepartment Department(this HttpContext context) =>
        context.Items[typeof(HostedDepartment)] as HostedDepartment ?? throw new InvalidOperationException("The route has no gate.");

    private static Fault? Check(HttpContext context, Role[] roles)
    {
        if (TokenOf(context) is not { } token)
        {
            return AccessFaults.TokenMissing;
        }

        // Who the caller is comes before what there is: an unknown caller learns of no department.
        var check = context.RequestServices.GetRequiredService<TokenFile>().Check(token);
        if (check.Holder is not { } holder)
        {
            return check.Fault;
        }

        var departments = context.RequestServices.GetRequiredService<HostedDepartments>();
        if (!DepartmentId.TryParse(context.GetRouteValue("department") as string, out var id)
            || (departments.Find(id) is null && departments.FindDown(id) is null))
        {
            return AccessFaults.DepartmentUnknown;
        }

        if (holder.Department != id)
        {
            return AccessFaults.OtherDepartment;
        }

        if (!roles.Contains(holder.Role))
        {
            return AccessFaults.RoleNotAllowed;
        }

        if (departments.Find(id) is not { } department)
        {
            return LogFaults.DepartmentDown;
        }

        context.Items[typeof(TokenHolder)] = holder;
        context.Items[typeof(HostedDepartment)] = department;
        return null;
    }

    private static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }
}

/// <summary>Which roles a route asks for; read by the API description and by the test that lists public routes.</summary>
internal sealed record RequiredRoles(IReadOnlyList<Role> Roles);
