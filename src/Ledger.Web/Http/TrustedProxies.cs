using Ledger.Web.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Http;

/// <summary>
/// Trusts the <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> headers of the proxies in the settings. By default it trusts no proxy. The
/// headers of others are ignored, so that a caller cannot choose the address under which it is counted.
/// </summary>
internal static class TrustedProxies
{
    public static void Add(IServiceCollection services) => services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<NodeHttpOptions>>((options, settings) =>
    {
        // By default the framework trusts loopback addresses.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardLimit = null; // No limit is needed, because every hop must be a trusted proxy.
        foreach (var text in settings.Value.TrustedProxies)
        {
            if (TrustedProxy.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network.Value);
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            }
        }
    });
}
