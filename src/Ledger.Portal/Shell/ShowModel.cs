using Ledger.Portal.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ledger.Portal.Shell;

/// <summary>Keeps how the reader wants pages to look, and goes back to the page. It changes nothing but the reader's own cookies.</summary>
[IgnoreAntiforgeryToken]
public sealed class ShowModel : PageModel
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Sets what the address names.</summary>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    /// <param name="larger"><c>on</c> or <c>off</c>.</param>
    /// <param name="contrast"><c>on</c> or <c>off</c>.</param>
    /// <param name="back">The path to go back to.</param>
    public IActionResult OnGet(string? language, string? larger, string? contrast, string? back)
    {
        Set(PageLanguage.Cookie, language is "zh" or "en" ? language : null);
        Set(Display.LargerCookie, larger is Display.On or "off" ? larger : null);
        Set(Display.ContrastCookie, contrast is Display.On or "off" ? contrast : null);
        return LocalRedirect(LocalAddress.Check(back));
    }

    private void Set(string cookie, string? value)
    {
        if (value is not null)
        {
            Response.Cookies.Append(cookie, value, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
                MaxAge = Lifetime,
                IsEssential = true,
                Path = "/",
            });
        }
    }
}
