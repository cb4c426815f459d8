using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.HostFiltering;

namespace Ledger.Web.Http;

/// <summary>
/// Writes a problem when the framework's host filtering (<c>AllowedHosts</c>) refuses a request. The filter runs before the application and writes an
/// empty 400. An empty 400 always comes from it, because inside the application every error status gets a body.
/// </summary>
internal sealed class HostRefusals : IStartupFilter
{
    /// <summary>Registers this filter first, so that it runs around the framework's filter.</summary>
    public static void Add(IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, HostRefusals>());
        services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, inner) =>
        {
            await inner(context);
            var response = context.Response;
            if (response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentType: null } && response.ContentLength is null or 0)
            {
                SecurityHeaders.Write(response.Headers);
                await ProblemAnswers.WriteAsync(context, Refusal.FromFault(RequestFaults.HostNotAllowed));
            }
        });
        next(app);
    };
}
