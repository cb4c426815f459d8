using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Portal.Shell;

/// <summary>Writes a view as the answer of an endpoint of the host that is not a Razor Page.</summary>
internal static class HostPage
{
    /// <summary>Writes the page with the policy of pages. The response must not have started.</summary>
    public static Task WriteAsync<T>(HttpContext context, string view, T model, int status)
    {
        PagePolicy.Write(context.Response, usesScript: false);
        var result = new ViewResult
        {
            ViewName = view,
            StatusCode = status,
            ViewData = new ViewDataDictionary<T>(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = model },
        };
        return result.ExecuteResultAsync(new ActionContext(context, context.GetRouteData() ?? new RouteData(), new ActionDescriptor()));
    }
}
