using Ledger.Departments;
using Ledger.Keys;
using Ledger.People;
using Ledger.Portal.Shell;
using Ledger.Web.DemoProvider;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>Registers the sign-in of people: the provider, the session, its keys, and the policies of pages.</summary>
internal static class SignInServices
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddDemoProvider();
        services.AddSingleton<SignInProvider>();
        services.AddSingleton<ISignInOffer>(container => container.GetRequiredService<SignInProvider>());
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<PersonCookie>();
        services.AddScoped<SignInEvents>();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(container => container.GetRequiredService<PersonCookie>());
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>>(container => container.GetRequiredService<PersonCookie>());
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, OpenIdConnectSetUp>();
        services.AddAuthentication().AddCookie(PersonClaims.Scheme).AddOpenIdConnect(SignInProvider.Scheme, _ => { });
        services.AddSingleton<IAuthenticationSchemeProvider, EndpointSchemes>();
        AddPolicies(services);
        AddKeys(services);

        // At other levels the framework logs tokens and claims, and a line for each answer that a stranger makes up. The node logs what an operator needs.
        services.AddLogging(logging => logging
            .AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.None)
            .AddFilter(typeof(CookieAuthenticationHandler).FullName, LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error));
        return services;
    }

    private static void AddPolicies(IServiceCollection services)
    {
        services.Configure<AuthorizationOptions>(SignInPolicies.Add);
        services.AddSingleton<IAuthorizationHandler, PersonRoleHandler>();
        services.AddSingleton<IAuthorizationHandler, ConfirmedHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PersonRefusals>();
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ledger");
        services.AddSingleton(container => new SessionKeys(
            new Lazy<SealedFolder>(() => new SealedFolder(
                container.GetRequiredService<DataLayout>().SessionKeys, container.GetRequiredService<IMasterKey>(), SessionKeys.Purpose)),
            container.GetRequiredService<ILogger<SessionKeys>>()));
        services.AddOptions<KeyManagementOptions>().Configure<SessionKeys>((options, keys) => options.XmlRepository = keys);

        // It warns that keys are stored in clear, because it cannot know that the repository encrypts them.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
