using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Ledger.Web.SignIn;

/// <summary>The request to a provider to make a person prove again who they are, and its time in the encrypted state. Stateless.</summary>
internal static class ConfirmationRequest
{
    private const string Key = "confirm-since";

    /// <summary>Makes the properties of such a request (OpenID Connect Core section 3.1.2.1: <c>prompt=login</c> and <c>max_age=0</c>).</summary>
    /// <param name="returnTo">The page to return to.</param>
    /// <param name="now">The current time.</param>
    public static AuthenticationProperties Make(string returnTo, DateTimeOffset now)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = returnTo, Prompt = "login", MaxAge = TimeSpan.Zero };
        properties.Items[Key] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return properties;
    }

    /// <summary>When the proof was asked for. Null for an ordinary sign-in.</summary>
    public static DateTimeOffset? Find(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(Key, out var text) == true && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
