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
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";

            // A page that needs less or more has set its own.
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy =
                    context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? ForDocumentation(nonce) : Nothing;
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    // The API page builds its styles in the browser, so they cannot be listed; its scripts can, and so can where they may connect to.
    private static string ForDocumentation(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
