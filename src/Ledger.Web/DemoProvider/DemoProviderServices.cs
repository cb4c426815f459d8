using System.Security.Cryptography;
using System.Text;
using Ledger.Web.Settings;
using Microsoft.AspNetCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ledger.Web.DemoProvider;

/// <summary>
/// Registers the demonstration's provider: OpenIddict without a store, for one client and a few people without passwords. A node that is not a
/// demonstration does not answer its addresses. Its keys live as long as the process, so a restart ends only sign-ins that are under way.
/// </summary>
internal static class DemoProviderServices
{
    public static IServiceCollection AddDemoProvider(this IServiceCollection services)
    {
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<DemoClient>();
        services.AddSingleton<DemoIssuer>();
        services.AddSingleton<UsedCodes>();
        services.AddOptions<OpenIddictServerOptions>().Configure<DemoIssuer>((options, issuer) => options.Issuer = issuer.Issuer);
        services.AddOpenIddict().AddServer(AddServer);

        // At other levels it logs requests and answers.
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning));
        return services;
    }

    private static void AddServer(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris(DemoPaths.Authorize)
            .SetTokenEndpointUris(DemoPaths.Token)
            .SetEndSessionEndpointUris(DemoPaths.EndSession)
            .SetJsonWebKeySetEndpointUris(DemoPaths.Keys)
            .SetConfigurationEndpointUris(DemoPaths.Configuration)
            .AllowAuthorizationCodeFlow()
            .RequireProofKeyForCodeExchange()
            .SetAuthorizationCodeLifetime(UsedCodes.Lifetime)
            .RegisterScopes(Scopes.OpenId, Scopes.Profile)
            .EnableDegradedMode()
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            .AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256); // At once; an RSA key takes a while to find.
        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableStatusCodePagesIntegration()
            .DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != DemoClient.Id || !IsOfThisNode(context.Transaction, context.RedirectUri, SignInPaths.Callback))
            {
                context.Reject(Errors.InvalidClient, "Only this node may use the demonstration's provider.");
            }

            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseScopedHandler<TokenRequestCheck>().SetOrder(int.MaxValue - 1));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.PostLogoutRedirectUri is { } address && !IsOfThisNode(context.Transaction, address, SignInPaths.EndCallback))
            {
                context.Reject(Errors.InvalidRequest, "The address to return to is not one of this node.");
            }

            return ValueTask.CompletedTask;
        }));
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignOut(); // There is no session here: a person is chosen at each sign-in.
            return ValueTask.CompletedTask;
        }));
    }

    // The provider sends people back only to the address of the node at which they came.
    private static bool IsOfThisNode(OpenIddictServerTransaction transaction, string? address, string path) =>
        transaction.GetHttpRequest() is { } request && address == DemoIssuer.ForBrowser(request, path);

    /// <summary>Checks the secret of the client, after the library has checked the code, and lets each code be used once.</summary>
    internal sealed class TokenRequestCheck(DemoClient client, UsedCodes used) : IOpenIddictServerHandler<ValidateTokenRequestContext>
    {
        public ValueTask HandleAsync(ValidateTokenRequestContext context)
        {
            if (context.ClientId != DemoClient.Id || !IsSecret(context.ClientSecret))
            {
                context.Reject(Errors.InvalidClient, "The client is not known.");
            }
            else if (context.Request.Code is not { } code || !used.TryUse(code))
            {
                context.Reject(Errors.InvalidGrant, "The code was used before.");
            }

            return ValueTask.CompletedTask;
        }

        private bool IsSecret(string? secret) =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret ?? ""), Encoding.UTF8.GetBytes(client.Secret));
    }
}
