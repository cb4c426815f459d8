using Ledger.Web.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace Ledger.Web.Http;

/// <summary>
/// Whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed: the proxies that the settings name, and nobody without that
/// setting. What others send in these headers is ignored, so a caller cannot choose the address it is counted under.
/// </summary>
internal static class TrustedProxies
{
    public static void Add(IServiceCollection services) => services.AddOptions<ForwardedHeadersOptions>().Configure<NodeSettings>((options, settings) =>
    {
        // The framework trusts the loopback addresses by itself.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardLimit = null; // Every hop has to be one of those named, so there is no need to count them.
        foreach (var text in settings.TrustedProxies)
        {
            if (TrustedProxy.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network.Value);
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            }
        }
    });
}
