using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Ledger.Web.Settings;

/// <summary>Reads one reverse proxy from the settings.</summary>
internal static class TrustedProxy
{
    /// <summary>
    /// Reads an IP address, or a network such as <c>10.1.0.0/16</c> with no bit set after its prefix. The network of all addresses is refused, because
    /// it would trust every caller.
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

    // The parser reads "10" as 0.0.0.10.
    private static bool IsWhole(string text, IPAddress address) => text.Contains(':', StringComparison.Ordinal) || address.ToString() == text;
}
