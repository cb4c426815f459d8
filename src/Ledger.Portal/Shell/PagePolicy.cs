using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Ledger.Portal.Shell;

/// <summary>
/// The content security policy of a page, and that no cache keeps it: a page can show a person's records. A page loads styles and pictures of this
/// service only, sends forms to this service only, and cannot be shown inside another page.
/// </summary>
public sealed class PagePolicy : IResourceFilter
{
    /// <summary>Writes the headers of a page.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="usesScript">Whether the page may run scripts of this service.</param>
    public static void Write(HttpResponse response, bool usesScript)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            + (usesScript ? "; script-src 'self'" : "");
        response.Headers.CacheControl = "no-store";
    }

    /// <inheritdoc/>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Write(context.HttpContext.Response, context.ActionDescriptor.EndpointMetadata.OfType<UsesScriptAttribute>().Any());
    }

    /// <inheritdoc/>
    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
