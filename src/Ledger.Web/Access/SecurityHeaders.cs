using Scalar.AspNetCore;

namespace Ledger.Web.Access;

/// <summary>What every answer tells a browser: show nothing but what this node sent, and pass on nothing about the reader.</summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context.Response.Headers, context.Items[ScalarOptions.NonceHttpContextItemKey] as string);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Adds the headers; a page that needs a policy of its own has set it.</summary>
    public static void Write(IHeaderDictionary headers, string? nonce = null)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = nonce is null ? Nothing : ForDocumentation(nonce);
        }
    }

    // The API page builds its styles in the browser, so they cannot be listed; its scripts can, and so can where they may connect to.
    private static string ForDocumentation(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
