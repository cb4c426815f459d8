using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.Access;

/// <summary>Registers the authentication and the authorisation of callers.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, DepartmentRoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddenProblems>();

        // The framework logs two lines for every request without a valid token. A stranger must not be able to fill the log.
        services.AddLogging(logging => logging.AddFilter(typeof(TokenAuthenticationHandler).FullName, LogLevel.Warning));
        return services;
    }
}
