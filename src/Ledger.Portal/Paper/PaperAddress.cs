using Ledger.Sharing;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Paper;

/// <summary>
/// The addresses inside codes, in capitals: scheme and host may be written so (RFC 3986 section 6.2.2.1), our paths match in either case, and a QR code
/// needs fewer bits for capitals. Stateless.
/// </summary>
internal static class PaperAddress
{
    /// <summary>The address of a share.</summary>
    public static string OfShare(HttpRequest request, ShareCode code) => $"{Root(request)}/C/{code.Symbols}";

    /// <summary>
    /// The address of a numbered code. It names no share: reading a proof opens none, and a proof can be read when the share has ended.
    /// </summary>
    public static string OfProof(HttpRequest request) => $"{Root(request)}/P";

    // A node below a path keeps the case of that path, because the server in front of it decides about it.
    private static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}".ToUpperInvariant() + request.PathBase;
}
