using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Ledger.Consortium;

/// <summary>
/// The address of a chain node for other nodes, and its key: <c>enode://key@host:port</c>. A node that connects to it demands proof of the key. A
/// node that connects from outside must also prove a key, but the allow-list of Besu compares only its address and port.
/// </summary>
public sealed partial record Enode(NodePublicKey Key, string Host, int Port)
{
    private const string Scheme = "enode://";

    /// <summary>Reads only the form that <see cref="ToString"/> writes. A query is refused, because discovery is off in a consortium.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Enode? enode)
    {
        enode = null;
        if (text is null || !text.StartsWith(Scheme, StringComparison.Ordinal) || text[Scheme.Length..].Split('@') is not [var key, var place]
            || place.Split(':') is not [var host, var port] || !NodePublicKey.TryParse(key, out var publicKey) || !IsHost(host)
            || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !IsPort(number))
        {
            return false;
        }

        var read = new Enode(publicKey, host, number);
        enode = read.ToString() == text ? read : null;
        return enode is not null;
    }

    /// <summary>Whether the text is an IPv4 address in dotted form, or a host name in lower case.</summary>
    public static bool IsHost(string? text) => IsAddress(text) || (text is { Length: <= 253 } && HostName().IsMatch(text));

    /// <summary>True for an IPv4 address. Everything else is a name, which Besu resolves only with an option.</summary>
    public static bool IsAddress(string? text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text;

    public static bool IsPort(int port) => port is > 0 and <= 65535;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Key}@{Host}:{Port}");

    // Labels of RFC 1123 in lower case. The last one begins with a letter, so a mistyped number is not accepted as a name.
    [GeneratedRegex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex HostName();
}
