using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>Checks at the start that people can sign in as the settings say. Stateless.</summary>
internal static class SignInCheck
{
    /// <summary>Refuses the demonstration's sign-in on a node with a configured chain, people's cookies without https, and a file of the secret that cannot be read.</summary>
    /// <exception cref="FaultException">The node must not start.</exception>
    public static void EnsureAllowed(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<SignInOptions>>().Value;
        if (settings.Demonstration == true && !services.GetRequiredService<IOptions<ChainOptions>>().Value.IsEmbedded)
        {
            throw new FaultException(StartUpFaults.DemonstrationSignIn, "");
        }

        _ = OpenIdConnectSetUp.ReadSecret(settings);
        var publicUrl = services.GetRequiredService<IOptions<NodeHttpOptions>>().Value.PublicUrl;
        if (settings is { Authority: not null, RequireHttps: true } && publicUrl?.Scheme != Uri.UriSchemeHttps)
        {
            throw new FaultException(StartUpFaults.SettingsWrong,
                "Ledger:SignIn:Authority is given, so Ledger:PublicUrl must be an https address: cookies of people are sent over https only. On one machine, to try something, set Ledger:SignIn:RequireHttps to false.");
        }
    }
}
