using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.DemoProvider;
using Ledger.Web.Problems;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>What the node does at each stage of a sign-in: which addresses it uses, whom it accepts, and what it says when something fails.</summary>
internal sealed class SignInEvents(SignInProvider provider, IOptions<NodeHttpOptions> node, EndedSessions ended, TimeProvider clock, ILogger<SignInEvents> logger) : OpenIdConnectEvents
{
    // A clock of the provider may be behind by this much.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        UseAddresses(context, DemoPaths.Authorize);
        if (node.Value.PublicUrl is { } url)
        {
            context.ProtocolMessage.RedirectUri = Join(url, SignInPaths.Callback);
        }

        return Task.CompletedTask;
    }

    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        UseAddresses(context, DemoPaths.EndSession);

        // Without the identity token, which would put the claims of the person into an address.
        context.ProtocolMessage.IdTokenHint = null;
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        if (node.Value.PublicUrl is { } url)
        {
            context.ProtocolMessage.PostLogoutRedirectUri = Join(url, SignInPaths.EndCallback);
        }

        return Task.CompletedTask;
    }

    public override Task SignedOutCallbackRedirect(RemoteSignOutContext context)
    {
        context.Response.Redirect(context.Request.PathBase + SignInPaths.Ended);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var now = clock.GetUtcNow();
        var mapped = ClaimMapping.Map(context.Principal ?? throw new InvalidOperationException("There is no principal."), provider.Settings, provider.Name, now);
        if (mapped.Refusal is { } refusal)
        {
            SignInLog.PersonRefused(logger, refusal.Fault.Code);
            await RefuseAsync(context, refusal.Fault);
        }
        else if (ConfirmationRequest.Find(context.Properties) is { } asked && !(mapped.Required.AuthenticatedAt >= asked - Tolerance))
        {
            await RefuseAsync(context, SignInFaults.NotConfirmed);
        }
        else if (provider.Settings.MaxAgeMinutes is { } minutes && !(mapped.Required.AuthenticatedAt >= now - TimeSpan.FromMinutes(minutes) - Tolerance))
        {
            // The person at the browser can remove what the node asked for (OpenID Connect Core section 3.1.3.7, step 13).
            await RefuseAsync(context, SignInFaults.NotConfirmed);
        }
        else
        {
            await EndSessionBeforeAsync(context.HttpContext);
            context.Principal = PersonClaims.ToPrincipal(mapped.Required);
            context.Properties = SessionEnd.ToProperties(now + TimeSpan.FromHours(provider.Settings.SessionHours));
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    // A copy of the cookie that this sign-in replaces must be worth nothing, as after signing out.
    private async Task EndSessionBeforeAsync(HttpContext http)
    {
        var before = await http.AuthenticateAsync(PersonClaims.Scheme);
        if (PersonClaims.Find(before.Principal) is { } person)
        {
            ended.End(person.Session, SessionEnd.Read(before.Properties!)); // A principal has properties.
        }
    }

    public override Task AccessDenied(AccessDeniedContext context) => RefuseAsync(context, SignInFaults.Cancelled);

    public override Task RemoteFailure(RemoteFailureContext context) =>
        RefuseAsync(context, SignInFailures.Explain(context.Failure ?? new InvalidOperationException("There is no cause."), context.HttpContext, logger));

    private static Task RefuseAsync<T>(HandleRequestContext<T> context, Fault fault)
        where T : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        return ProblemAnswers.WriteAsync(context.HttpContext, Refusal.FromFault(fault));
    }

    // The configuration of the demonstration's provider is read over the node's own port. A browser uses the address that the person chose.
    private void UseAddresses(RedirectContext context, string path)
    {
        if (provider.IsDemonstration)
        {
            context.ProtocolMessage.IssuerAddress = DemoIssuer.ForBrowser(context.Request, path);
        }
    }

    private static string Join(Uri url, string path) => url.AbsoluteUri.TrimEnd('/') + path;
}
