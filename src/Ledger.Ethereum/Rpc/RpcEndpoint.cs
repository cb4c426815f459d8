namespace Ledger.Ethereum.Rpc;

/// <summary>
/// A JSON-RPC address. Its text contains scheme, host and port only. The user info, path and query of a provider's URL often contain the
/// credential, so they never appear in a message or a report.
/// </summary>
internal sealed class RpcEndpoint
{
    /// <exception cref="ArgumentException">The address is not an absolute http or https address.</exception>
    public RpcEndpoint(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("A chain endpoint is an absolute http or https address.", nameof(address));
        }

        Address = address;
        Name = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }

    public Uri Address { get; }

    /// <summary>Scheme, host and port; safe to show.</summary>
    public string Name { get; }

    public override string ToString() => Name;
}
