using Ledger.Web.Settings;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;

namespace Ledger.Web.Access;

/// <summary>The security headers of every answer. A browser loads content from this node only, and sends no referrer.</summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A year, as browsers keep it (RFC 6797 section 6.1). Only where the operator said that the node is reached over https.
    private const string HttpsOnly = "max-age=31536000";

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            if (context.Request.IsHttps && context.RequestServices.GetRequiredService<IOptions<NodeHttpOptions>>().Value.PublicUrl?.Scheme == Uri.UriSchemeHttps)
            {
                context.Response.Headers.StrictTransportSecurity = HttpsOnly;
            }

            Write(context.Response.Headers, context.Items[ScalarOptions.NonceHttpContextItemKey] as string);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Adds the headers. Keeps the content security policy of a page that has set its own.</summary>
    public static void Write(IHeaderDictionary headers, string? nonce = null)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = nonce is null ? Nothing : ForDocumentation(nonce);
        }
    }

    // The API page creates styles in the browser, so inline styles are allowed. Its scripts need the nonce, and they may connect to this node only.
    private static string ForDocumentation(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
