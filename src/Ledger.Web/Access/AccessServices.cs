using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>Registers how callers are authenticated and what decides whether they are let through.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, DepartmentRoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenProblems>();

        // The framework logs two lines for every request without a good token. A stranger must not be able to fill the log.
        services.AddLogging(logging => logging.AddFilter(typeof(TokenAuthenticationHandler).FullName, LogLevel.Warning));
        return services;
    }
}
