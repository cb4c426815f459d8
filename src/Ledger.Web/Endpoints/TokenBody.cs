using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The request to create a token.</summary>
/// <param name="Name">The name of the token: a desk or a program, not a person.</param>
/// <param name="Role">issuer, verifier, auditor or operator.</param>
/// <param name="ExpiresAt">The time from which the token is refused, RFC 3339 in UTC. The default is a year from now, the maximum ten years.</param>
internal sealed record TokenBody(
    string Name, [property: Described(ApiWords.Role)] string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt = null);
