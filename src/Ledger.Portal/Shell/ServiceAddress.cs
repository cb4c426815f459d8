using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Shell;

/// <summary>
/// The address of this service in links that leave it: on paper, in a code, in a message. The address that the operator configured takes precedence over
/// the one that the browser used, because a proxy may change that. Immutable.
/// </summary>
/// <param name="configured">The configured address (<c>Ledger:PublicUrl</c>). Null if there is none.</param>
public sealed class ServiceAddress(Uri? configured)
{
    /// <summary>Scheme and host, such as <c>https://records.city.example</c>.</summary>
    /// <param name="request">The request that is answered.</param>
    public string OriginFor(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return configured?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";
    }

    /// <summary>The path in front of every address of the service. Usually empty.</summary>
    /// <param name="request">The request that is answered.</param>
    public string BaseFor(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return configured?.AbsolutePath.TrimEnd('/') ?? request.PathBase.Value ?? "";
    }

    /// <summary>The address of a page.</summary>
    /// <param name="request">The request that is answered.</param>
    /// <param name="path">The path of the page, beginning with a slash.</param>
    public string PageFor(HttpRequest request, string path) => OriginFor(request) + BaseFor(request) + path;

    /// <summary>Finds the page that a link leads to, under the address that the operator configured or the one that the browser used.</summary>
    /// <param name="request">The request that is answered.</param>
    /// <param name="link">An absolute address.</param>
    /// <returns>The path of the page, beginning with a slash. Null if the link leads to another service.</returns>
    public string? FindPage(HttpRequest request, Uri link)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(link);
        return !string.Equals(link.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(link.Authority, configured?.Authority, StringComparison.OrdinalIgnoreCase) ? null
            : link.AbsolutePath.StartsWith(BaseFor(request) + "/", StringComparison.Ordinal) ? link.AbsolutePath[BaseFor(request).Length..]
            : link.AbsolutePath;
    }
}
