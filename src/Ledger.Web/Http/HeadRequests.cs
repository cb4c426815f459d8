namespace Ledger.Web.Http;

/// <summary>
/// HEAD wherever there is GET (RFC 9110 section 9.3.2). Routes are mapped for GET only, so a HEAD request is routed as GET; the server itself
/// sends no body in answer to HEAD.
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
            context.Request.Method = HttpMethods.Head; // What is logged and counted is what was asked.
        }
    });

    // A route that names GET in the Allow header of a 405 takes HEAD too.
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
