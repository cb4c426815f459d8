using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Verify.Faults;

namespace Ledger.Web.Settings;

/// <summary>
/// The addresses that a node listens on, from the standard settings of .NET hosts: <c>urls</c> (<c>ASPNETCORE_URLS</c>), else <c>http_ports</c>
/// and <c>https_ports</c> (set by .NET's container images). If <c>Kestrel:Endpoints</c> has endpoints, the server listens on those alone.
/// All addresses are checked before anything starts. Immutable.
/// </summary>
internal sealed class ListenAddresses
{
    public const string Default = "http://127.0.0.1:5080";

    private const string Endpoints = "Kestrel:Endpoints";
    private const string EndpointUrl = "Url";
    private const string Certificate = "Kestrel:Certificates:Default";

    private readonly List<BindingAddress> _all;

    private ListenAddresses(List<BindingAddress> all, bool areEndpoints = false)
    {
        _all = all;
        AreEndpoints = areEndpoints;
    }

    /// <summary>Whether the addresses come from <c>Kestrel:Endpoints</c>, which the server reads itself.</summary>
    public bool AreEndpoints { get; }

    /// <summary>The addresses in the form that the server accepts.</summary>
    public string[] Urls => [.. _all.Select(Text)];

    /// <summary>The address at which a browser on this machine reaches the node.</summary>
    public Uri First => new(Text(_all[0])
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal));

    /// <summary>Reads the addresses. A port 0 is replaced by a free port, so that the port can be printed and registered.</summary>
    /// <exception cref="FaultException">An address has a form that the server can never listen on.</exception>
    public static ListenAddresses Read(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection(Endpoints).GetChildren().ToList();
        if (endpoints.Count > 0)
        {
            return new ListenAddresses([.. endpoints.Select(endpoint => ReadEndpoint(endpoint, configuration))], areEndpoints: true);
        }

        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        if (urls.Length == 0)
        {
            urls =
            [
                .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
                .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
            ];
        }

        return new ListenAddresses([.. (urls.Length == 0 ? [Default] : urls).Select(url => WithPort(Parse(url, "", configuration.GetSection(Certificate))))]);
    }

    /// <summary>Checks that no other program listens on the addresses. Called before the chain starts.</summary>
    /// <exception cref="FaultException">An address is in use.</exception>
    public void EnsureFree()
    {
        foreach (var address in _all)
        {
            using var probe = Bind(address, address.Port);
        }
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress ReadEndpoint(IConfigurationSection endpoint, IConfiguration configuration)
    {
        var name = $"{endpoint.Path}:{EndpointUrl}";
        var own = endpoint.GetSection("Certificate");
        var hasNames = endpoint.GetSection("Sni").GetChildren().Any(); // Sni has a certificate for each host name.
        var address = WithPort(Parse(
            endpoint[EndpointUrl] is { Length: > 0 } url ? url : throw Wrong(name, "缺少地址，应形如 http://127.0.0.1:5080。", "It is empty; an address such as http://127.0.0.1:5080 is needed."),
            name + " ", own.Exists() ? own : configuration.GetSection(Certificate), hasNames));
        endpoint[EndpointUrl] = Text(address); // The server reads the address from here. A port 0 is already replaced.
        return address;
    }

    private static BindingAddress Parse(string url, string setting, IConfigurationSection certificate, bool hasOtherCertificates = false)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or OverflowException)
        {
            throw Wrong(setting + url, "应形如 http://127.0.0.1:5080。", "It is not of the form http://127.0.0.1:5080.", problem);
        }

        return address.Scheme.ToUpperInvariant() is not ("HTTP" or "HTTPS") ? throw Wrong(setting + url, "只能是 http 或 https。", "It is neither http nor https.")
            : address.IsUnixPipe || address.IsNamedPipe ? throw Wrong(setting + url, "须为网络地址。", "It is not a network address.")
            : address.PathBase.Length > 0 ? throw Wrong(setting + url, "地址不得带路径；路径由反向代理处理。", "It has a path; a reverse proxy can add one.")
            : address.Host is not ("*" or "+") && Uri.CheckHostName(address.Host) is UriHostNameType.Unknown
                ? throw Wrong(setting + url, "应形如 http://127.0.0.1:5080。", "It is not of the form http://127.0.0.1:5080.")
            : address.Port is < 0 or > IPEndPoint.MaxPort ? throw Wrong(setting + url, "端口应为 0 至 65535。", "A port is 0 to 65535.")
            : address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? WithCertificate(address, setting + url, certificate, hasOtherCertificates)
            : address;
    }

    // The server itself checks this only after the chain has started, and logs a stack trace. It reads a file without KeyPath as PKCS #12.
    private static BindingAddress WithCertificate(BindingAddress address, string url, IConfigurationSection certificate, bool hasOtherCertificates)
    {
        if (!certificate.Exists() && !hasOtherCertificates)
        {
            throw Wrong(url, "https 须有证书：请设 Kestrel__Certificates__Default__Path，或由反向代理处理 TLS。",
                "https needs a certificate: set Kestrel__Certificates__Default__Path, or leave TLS to a reverse proxy.");
        }

        if (certificate["Path"] is not { Length: > 0 } file)
        {
            return address; // The certificate is in the machine's store.
        }

        var path = Path.Combine(AppContext.BaseDirectory, file);
        try
        {
            using var loaded = certificate["KeyPath"] is { Length: > 0 }
                ? X509CertificateLoader.LoadCertificateFromFile(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, certificate["Password"]);
            return address;
        }
        catch (Exception problem) when (!File.Exists(path))
        {
            throw Wrong(url, $"没有证书文件 {file}。", $"There is no certificate at {file}.", problem);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Wrong(
                url, $"证书文件 {file} 无法读取：请核对格式、口令与权限；PEM 须另设 KeyPath。",
                $"The certificate {file} cannot be read: check its form, its password and its permissions; PEM needs KeyPath as well.", problem);
        }
    }

    private static BindingAddress WithPort(BindingAddress address)
    {
        if (address.Port != 0)
        {
            return address;
        }

        using var probe = Bind(address, 0);
        return BindingAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{address.Host}:{((IPEndPoint)probe.LocalEndpoint).Port}"));
    }

    // Like the server, binds every address for a host name other than localhost.
    private static TcpListener Bind(BindingAddress address, int port)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed) ? parsed
            : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.Any;
        var probe = new TcpListener(ip, port);
        try
        {
            probe.Start();
            return probe;
        }
        catch (SocketException problem)
        {
            probe.Dispose();
            throw new FaultException(StartUpFaults.AddressTaken, $"{Text(address)}: {problem.Message}", problem);
        }
    }

    private static string Text(BindingAddress address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address.Scheme.ToLowerInvariant()}://{address.Host}:{address.Port}");

    private static FaultException Wrong(string url, string zh, string en, Exception? inner = null) =>
        new(StartUpFaults.AddressTaken, $"{url}: {en} {zh}", inner);
}
