using Ledger.People;
using Ledger.Portal.Shell;
using Ledger.Portal.SignIn;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Web.SignIn;

/// <summary>Maps the addresses at which people sign in and out.</summary>
internal static class SignInRoutes
{
    /// <summary>The name of the rate limit of signing in, counted for the address of the caller. Each try can ask the provider.</summary>
    public const string Limit = "sign-in";

    // Allows the browser to sign out at the provider for a moment after it signed out here. So a stranger's link cannot.
    private const string LeavingCookie = "ledger-leaving";
    private static readonly TimeSpan LeavingTime = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").ExcludeFromDescription().WithMetadata(new ForPeople());
        group.MapGet(SignInPaths.Begin, BeginAsync).RequireRateLimiting(Limit);
        group.MapGet(SignInPaths.Callback, FinishAsync).RequireRateLimiting(Limit);
        group.MapPost(SignInPaths.End, EndAsync);
        group.MapGet(SignInPaths.EndAtProvider, EndAtProviderAsync);
        group.MapGet(SignInPaths.EndCallback, FinishAsync);
        group.MapGet(SignInPaths.Ended, context => SignedOutPage.WriteAsync(context, new SignedOutView(IsLeaving(context) ? context.Request.PathBase + SignInPaths.EndAtProvider : null)));
    }

    private static async Task BeginAsync(HttpContext context)
    {
        var provider = context.RequestServices.GetRequiredService<SignInProvider>();
        var returnTo = SignInAddress.ReadReturn(context.Request);
        var again = context.Request.Query[SignInPaths.Again] == "1";
        context.Response.Headers.CacheControl = "no-store";
        if (!provider.IsOpen)
        {
            await RefuseAsync(context, SignInFaults.NotOffered);
        }
        else if (!again && PersonClaims.Find(context.User) is not null)
        {
            context.Response.Redirect(returnTo);
        }
        else
        {
            var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            var asked = again ? ConfirmationRequest.Make(returnTo, now) : new AuthenticationProperties { RedirectUri = returnTo };
            if (await TryAskProviderAsync(context, () => context.ChallengeAsync(SignInProvider.Scheme, asked)) is { } fault)
            {
                await RefuseAsync(context, fault);
            }
        }
    }

    // The scheme answers its own addresses: it checks the answer of the provider, and writes or ends the session.
    private static async Task FinishAsync(HttpContext context)
    {
        var open = context.RequestServices.GetRequiredService<SignInProvider>().IsOpen;
        var handler = open ? await context.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, SignInProvider.Scheme) : null;
        if (handler is not IAuthenticationRequestHandler scheme)
        {
            await RefuseAsync(context, SignInFaults.NotOffered);
        }
        else if (!await scheme.HandleRequestAsync())
        {
            await RefuseAsync(context, SignInFaults.CallbackRejected);
        }
    }

    private static async Task EndAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var session = await context.AuthenticateAsync(PersonClaims.Scheme);
        if (PersonClaims.Find(session.Principal) is { } person)
        {
            if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            {
                await RefuseAsync(context, SignInFaults.FormExpired);
                return;
            }

            context.RequestServices.GetRequiredService<EndedSessions>().End(person.Session, SessionEnd.Read(session.Properties!)); // A principal has properties.
            await context.SignOutAsync(PersonClaims.Scheme);
            context.Response.Cookies.Append(LeavingCookie, "1", LeavingOptions(context, LeavingTime));
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase + SignInPaths.Ended;
    }

    private static async Task EndAtProviderAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var isLeaving = IsLeaving(context);
        context.Response.Cookies.Delete(LeavingCookie, LeavingOptions(context, null));

        // A provider without such an address, or one that does not answer, leaves nothing more to do here.
        if (!isLeaving || await TryAskProviderAsync(context, () => context.SignOutAsync(SignInProvider.Scheme, new AuthenticationProperties { RedirectUri = SignInPaths.Ended })) is not null)
        {
            context.Response.Redirect(context.Request.PathBase + SignInPaths.Ended);
        }
    }

    private static bool IsLeaving(HttpContext context) =>
        context.Request.Cookies.ContainsKey(LeavingCookie) && context.RequestServices.GetRequiredService<SignInProvider>().IsOpen;

    private static CookieOptions LeavingOptions(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = "/",
        MaxAge = age,
    };

    // Null if the browser was sent to the provider.
    private static async Task<Fault?> TryAskProviderAsync(HttpContext context, Func<Task> ask)
    {
        try
        {
            await ask();
            return null;
        }
        catch (Exception problem) when (problem is InvalidOperationException || SignInFailures.IsOutage(problem))
        {
            return SignInFailures.Explain(problem, context, context.RequestServices.GetRequiredService<ILogger<SignInEvents>>());
        }
    }

    private static Task RefuseAsync(HttpContext context, Fault fault) => ProblemAnswers.WriteAsync(context, Refusal.FromFault(fault));
}
