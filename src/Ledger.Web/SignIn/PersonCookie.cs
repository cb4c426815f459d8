using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>
/// Sets up the cookies of people: the session, which ends when it is idle or at its latest end, and the cookie of forms. The session is encrypted
/// (<see cref="SessionKeys"/>). It contains the identity number, so that no list of sessions with numbers lies on the node.
/// </summary>
internal sealed class PersonCookie(IOptions<SignInOptions> settings, NodeUrl node, EndedSessions ended, TimeProvider clock)
    : IConfigureNamedOptions<CookieAuthenticationOptions>, IConfigureOptions<AntiforgeryOptions>
{
    // Browsers accept a cookie with this prefix only over https, for all paths, and from no other host (RFC 6265bis section 4.1.3.2).
    private string Prefix => IsHttps ? "__Host-" : "";

    private bool IsHttps => node.Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether a cookie is sent over https only. A demonstration has no https.</summary>
    public CookieSecurePolicy SecurePolicy => IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = Prefix + "ledger-form";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = SecurePolicy;
        options.Cookie.Path = "/";
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(PersonClaims.Scheme, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != PersonClaims.Scheme)
        {
            return;
        }

        options.Cookie.Name = Prefix + "ledger-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = SecurePolicy;
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = TimeSpan.FromMinutes(settings.Value.IdleMinutes);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPaths.Begin;
        options.ReturnUrlParameter = SignInPaths.Return;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = BeginAsync,
            OnRedirectToAccessDenied = context => ProblemAnswers.WriteAsync(context.HttpContext, Refusal.FromFault(SignInFaults.RoleMissing)),
        };
    }

    private Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (SessionEnd.Read(context.Properties) <= clock.GetUtcNow() || PersonClaims.Find(context.Principal) is not { } person || ended.Contains(person.Session))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    // Somebody whose session ended is told so. Otherwise a form that was sent would be lost without a word.
    private static Task BeginAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (http, options) = (context.HttpContext, context.Options);
        if (options.Cookie.Name is { } name && http.Request.Cookies.ContainsKey(name))
        {
            options.CookieManager.DeleteCookie(http, name, options.Cookie.Build(http));
            return ProblemAnswers.WriteAsync(http, Refusal.FromFault(SignInFaults.SessionEnded));
        }

        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return ProblemAnswers.WriteAsync(http, Refusal.FromFault(SignInFaults.SessionEnded));
        }

        http.Response.Redirect(SignInAddress.ForReturn(http.Request));
        return Task.CompletedTask;
    }
}
