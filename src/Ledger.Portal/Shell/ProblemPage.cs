using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ledger.Portal.Shell;

/// <summary>Answers a person's request with a page that says what went wrong. Programs get problem details from the host instead.</summary>
public static class ProblemPage
{
    private const string View = "/Shell/Problem.cshtml";

    // What a browser asks for with a page. An address below one of these is for programs, whatever the caller accepts.
    private static readonly string[] ForPrograms = ["/v1", "/openapi", "/metrics", "/health", "/.well-known", "/vct"];

    /// <summary>Whether an answer to this request is read by a person: a page was asked for, or an unknown address by a browser.</summary>
    public static bool IsForPeople(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FindEndpoint(context) is { } endpoint
            ? endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null || endpoint.Metadata.GetMetadata<ForPeople>() is not null
            : (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
                && !ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
    }

    /// <summary>The endpoint of a request. Null for none, and for the one with which the framework refuses a method: it has no metadata.</summary>
    internal static Endpoint? FindEndpoint(HttpContext context) => context.GetEndpoint() is { Metadata.Count: > 0 } endpoint ? endpoint : null;

    /// <summary>Writes the page. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, ProblemView problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        return HostPage.WriteAsync(context, View, problem, problem.Status);
    }
}
