using System.Text.Json.Nodes;
using Ledger.Ethereum.Settings;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.BrowserVerifier;

/// <summary>
/// The chain that this node proposes to a browser: the addresses that a stranger may ask, and the registry. The reader may use others; whoever trusts this
/// node's proposal trusts this node.
/// </summary>
internal sealed class VerifierTrust(IChainOptionsProvider chain, IOptions<ChainOptions> settings)
{
    /// <summary>The chain nodes that a browser may ask. By default only the embedded chain of a demonstration.</summary>
    public IReadOnlyList<Uri> Endpoints => settings.Value is { IsEmbedded: true, PublicEndpoints.Count: 0 } ? chain.Read().Endpoints : [.. settings.Value.PublicEndpoints];

    /// <summary>The policy of the page. It may load from this node, and ask this node and the chain nodes, nobody else.</summary>
    public string Policy => "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src "
        + string.Join(' ', ["'self'", .. Endpoints.Select(endpoint => endpoint.GetLeftPart(UriPartial.Authority)).Distinct()])
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The proposal in the form that the page reads.</summary>
    public JsonObject ToJson()
    {
        var known = chain.Read();
        return new JsonObject
        {
            ["rpc"] = new JsonArray([.. Endpoints.Select(endpoint => (JsonNode)endpoint.ToString())]),
            ["registry"] = known.Registry.ToString(),
            ["finality"] = known.Finality.ToString(),
            ["genesis"] = known.GenesisHash?.ToHex(),
        };
    }
}
