using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace Ledger.Web.SignIn;

/// <summary>The time at which a session ends at the latest, in the encrypted cookie. Stateless.</summary>
internal static class SessionEnd
{
    private const string Key = "ends";

    /// <summary>Makes the properties of a new session.</summary>
    public static AuthenticationProperties ToProperties(DateTimeOffset end) =>
        new(new Dictionary<string, string?> { [Key] = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) });

    /// <summary>The end of a session. A session without one has ended.</summary>
    public static DateTimeOffset Read(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Key, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}
