using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.DemoProvider;

/// <summary>
/// The issuer of the demonstration's provider: one name, whichever address of the node a person uses. The browser stays on the address that the person
/// chose (<c>127.0.0.1</c> or <c>localhost</c>), because cookies and passkeys belong to it.
/// </summary>
internal sealed class DemoIssuer(NodeUrl node, IOptions<ChainOptions> chain, IOptions<SignInOptions> signIn)
{
    public Uri Issuer { get; } = new(node.Url.GetLeftPart(UriPartial.Authority) + DemoPaths.Root);

    /// <summary>Whether the provider answers: only in a demonstration, and unless the settings name another provider or turn it off.</summary>
    public bool IsOpen => chain.Value.IsEmbedded && (signIn.Value.Demonstration ?? signIn.Value.Authority is null);

    /// <summary>An address of the provider for the browser that sent a request.</summary>
    public static string ForBrowser(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";
}
