using Ledger.People;
using Ledger.Verify.Faults;
using Ledger.Web.DemoProvider;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Web.SignIn;

/// <summary>Sets up the client of the provider: the code flow with PKCE, answers by query, cookies that a browser sends along when it comes back.</summary>
internal sealed class OpenIdConnectSetUp(SignInProvider provider, ListenAddresses addresses, PersonCookie cookie) : IConfigureNamedOptions<OpenIdConnectOptions>
{
    // A person waits for the answer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public void Configure(OpenIdConnectOptions options) => Configure(SignInProvider.Scheme, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != SignInProvider.Scheme)
        {
            return;
        }

        var settings = provider.Settings;
        options.Authority = settings.Authority?.AbsoluteUri;
        options.ClientId = settings.ClientId;
        options.ClientSecret = ReadSecret(settings);
        options.RequireHttpsMetadata = settings.RequireHttps;
        options.MaxAge = settings.MaxAgeMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        options.Scope.Clear();
        foreach (var scope in settings.RequestedScopes)
        {
            options.Scope.Add(scope);
        }

        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.CallbackPath = SignInPaths.Callback;
        options.SignedOutCallbackPath = SignInPaths.EndCallback;
        options.RemoteSignOutPath = default; // It would need cookies inside a frame of the provider.
        options.SignInScheme = PersonClaims.Scheme;
        options.SignOutScheme = PersonClaims.Scheme;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = Patience;
        foreach (var claim in ClaimMapping.ListClaims(settings))
        {
            options.ClaimActions.MapJsonKey(claim, claim); // From the user-info endpoint. Those of the identity token are there already.
        }

        SetUpCookie(options.CorrelationCookie, "ledger-sign-in.");
        SetUpCookie(options.NonceCookie, "ledger-nonce.");
        options.EventsType = typeof(SignInEvents);
        if (provider.IsDemonstration)
        {
            options.MetadataAddress = new Uri(addresses.First, DemoPaths.Configuration).AbsoluteUri;
            options.BackchannelTimeout = TimeSpan.FromMinutes(1); // A machine that is too busy for the provider is too busy for the page as well.
            options.BackchannelHttpHandler = OwnBackchannel.Create(addresses);
        }
    }

    /// <summary>Reads the secret of the client from the settings or from the file that they name.</summary>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public static string? ReadSecret(SignInOptions settings)
    {
        if (settings.ClientSecretFile is not { Length: > 0 } file)
        {
            return settings.ClientSecret;
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(StartUpFaults.SettingsWrong, $"Ledger:SignIn:ClientSecretFile cannot be read: {file}", problem);
        }
    }

    private void SetUpCookie(CookieBuilder builder, string name)
    {
        builder.Name = name;
        builder.SameSite = SameSiteMode.Lax;
        builder.SecurePolicy = cookie.SecurePolicy;
    }
}
