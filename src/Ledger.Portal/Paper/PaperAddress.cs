using Ledger.Portal.Shell;
using Ledger.Sharing;
using Microsoft.AspNetCore.Http;

namespace Ledger.Portal.Paper;

/// <summary>
/// The addresses inside codes, in capitals: scheme and host may be written so (RFC 3986 section 6.2.2.1), our paths match in either case, and a QR code
/// needs fewer bits for capitals. Immutable.
/// </summary>
internal sealed class PaperAddress(ServiceAddress service, HttpRequest request)
{
    /// <summary>The address of a share.</summary>
    public string OfShare(ShareCode code) => $"{Root}/C/{code.Symbols}";

    /// <summary>
    /// The address of a numbered code. It names no share: reading a proof opens none, and a proof can be read when the share has ended.
    /// </summary>
    public string OfProof => $"{Root}/P";

    // A node below a path keeps the case of that path, because the server in front of it decides about it.
    private string Root => service.OriginFor(request).ToUpperInvariant() + service.BaseFor(request);
}
