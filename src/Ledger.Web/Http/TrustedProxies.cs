using System.Diagnostics.CodeAnalysis;
using System.Net;
using Ledger.Web.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

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
            if (TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network.Value);
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            }
        }
    });

    /// <summary>
    /// An IP address, or a network such as <c>10.1.0.0/16</c> with no bit set behind its prefix. Not the network of all addresses: that would
    /// believe everybody.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = null;
        if (text is null)
        {
            return false;
        }

        if (IPAddress.TryParse(text, out var address) && IsWhole(text, address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }
        else if (IPNetwork.TryParse(text, out var parsed) && parsed.PrefixLength > 0 && IsWhole(text[..text.IndexOf('/', StringComparison.Ordinal)], parsed.BaseAddress))
        {
            network = parsed;
        }

        return network is not null;
    }

    // The parser takes "10" for 0.0.0.10.
    private static bool IsWhole(string text, IPAddress address) => text.Contains(':', StringComparison.Ordinal) || address.ToString() == text;
}
