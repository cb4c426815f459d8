using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>A department's record keys (SD-JWT VC issuer metadata).</summary>
/// <param name="Issuer">The issuer of its records.</param>
/// <param name="Jwks">The keys of the department, as a JWK set (RFC 7517).</param>
internal sealed record IssuerMetadataBody(string Issuer, JsonObject Jwks);
