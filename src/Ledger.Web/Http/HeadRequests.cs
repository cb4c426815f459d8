namespace Ledger.Web.Http;

/// <summary>
/// Answers HEAD wherever there is GET (RFC 9110 section 9.3.2). Routes are mapped for GET only, so a HEAD request is routed as GET. The server
/// sends no body in an answer to HEAD.
/// </summary>
internal static class HeadRequests
{
    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            AllowHead(context.Response);
            return Task.CompletedTask;
        });
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head; // Logs and metrics show the method of the request.
        }
    });

    // A route with GET in the Allow header of a 405 also allows HEAD.
    private static void AllowHead(HttpResponse response)
    {
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed
            && response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries) is { } methods
            && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head))
        {
            response.Headers.Allow = string.Join(", ", [.. methods, HttpMethods.Head]);
        }
    }
}
