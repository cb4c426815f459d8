using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Ledger.Web.Endpoints;

/// <summary>How long a caller is willing to wait for the chain: <c>Prefer: wait=N</c> (RFC 7240 section 4.3).</summary>
/// <param name="Time">The requested time, at most 30 seconds. The default is 5 seconds.</param>
/// <param name="IsAsked">Whether the request contains the preference.</param>
internal readonly record struct WaitPreference(TimeSpan Time, bool IsAsked)
{
    private const int DefaultSeconds = 5;
    private const int MostSeconds = 30;

    /// <summary>Reads the preference. Ignores one that is not a number (RFC 7240 section 2).</summary>
    public static WaitPreference Read(HttpRequest request) =>
        NameValueHeaderValue.TryParseList(request.Headers["Prefer"], out var preferences)
        && preferences.FirstOrDefault(one => one.Name.Equals("wait", StringComparison.OrdinalIgnoreCase)) is { } wait
        && int.TryParse(wait.Value.AsSpan(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new WaitPreference(TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds)), IsAsked: true)
            : new WaitPreference(TimeSpan.FromSeconds(DefaultSeconds), IsAsked: false);

    /// <summary>Adds the preference that was applied to the answer (RFC 7240 section 3).</summary>
    public void Acknowledge(HttpResponse response)
    {
        if (IsAsked)
        {
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={(int)Time.TotalSeconds}");
        }
    }
}
