using Ledger.Portal.Shell;
using Ledger.Web.DemoProvider;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>The provider at which people sign in: that of the settings, the demonstration's own, or none.</summary>
internal sealed class SignInProvider(IOptions<SignInOptions> settings, DemoIssuer demonstration, DemoClient client) : ISignInOffer
{
    /// <summary>The name of the authentication scheme that asks the provider.</summary>
    public const string Scheme = "identity-provider";

    /// <summary>Whether people can sign in.</summary>
    public bool IsOpen => IsDemonstration || settings.Value.Authority is not null;

    /// <summary>Whether the demonstration's own provider is used.</summary>
    public bool IsDemonstration => demonstration.IsOpen;

    /// <summary>The settings of the provider.</summary>
    public SignInOptions Settings => IsDemonstration ? DemoSettings.Make(demonstration.Issuer, client, settings.Value) : settings.Value;

    /// <summary>The short name of the provider.</summary>
    public string Name => Settings is { } used ? used.Name ?? used.Authority?.Host ?? "" : "";
}
