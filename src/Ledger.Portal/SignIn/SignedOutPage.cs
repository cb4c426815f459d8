using Ledger.Portal.Shell;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.SignIn;

/// <summary>Answers a request with the page after signing out.</summary>
public static class SignedOutPage
{
    /// <summary>Writes the page. The response must not have started. If there is an address to continue to, the browser goes there by itself.</summary>
    public static Task WriteAsync(HttpContext context, SignedOutView view)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(view);
        if (view.Continue is { } next)
        {
            context.Response.Headers["Refresh"] = "0; url=" + next;
        }

        return HostPage.WriteAsync(context, "/SignIn/SignedOut.cshtml", view, StatusCodes.Status200OK);
    }
}
