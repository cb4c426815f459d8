using Ledger.Portal.Shell;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Web.SignIn;

/// <summary>Addresses that begin a sign-in, and the page that it returns to. Stateless.</summary>
internal static class SignInAddress
{
    /// <summary>The address that signs a person in and returns to the page of a request. A form that was posted is not posted again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="again">Whether a person who is signed in proves again who they are.</param>
    public static string ForReturn(HttpRequest request, bool again = false)
    {
        var page = request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString.Value : "");
        var address = QueryHelpers.AddQueryString(request.PathBase + SignInPaths.Begin, SignInPaths.Return, LocalAddress.Check(page));
        return again ? QueryHelpers.AddQueryString(address, SignInPaths.Again, "1") : address;
    }

    /// <summary>The page to return to: a path of this node, and none that begins another sign-in.</summary>
    public static string ReadReturn(HttpRequest request)
    {
        var page = LocalAddress.Check(request.Query[SignInPaths.Return]);
        return page.StartsWith(SignInPaths.Begin, StringComparison.OrdinalIgnoreCase) || page.StartsWith(SignInPaths.End, StringComparison.OrdinalIgnoreCase) ? "/" : page;
    }
}
