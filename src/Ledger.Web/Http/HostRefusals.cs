using Ledger.Verify.Faults;
using Ledger.Web.Access;
using Ledger.Web.Problems;
using Microsoft.AspNetCore.HostFiltering;

namespace Ledger.Web.Http;

/// <summary>
/// Answers with a problem what the framework's host filtering (<c>AllowedHosts</c>) refuses. The filter comes before the application and leaves an
/// empty 400, which nothing else does: within the application every status gets a body.
/// </summary>
internal sealed class HostRefusals : IStartupFilter
{
    /// <summary>First of all filters, so that it is outside the framework's own.</summary>
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
