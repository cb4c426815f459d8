using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The body that asks for a token.</summary>
/// <param name="Name">What it is called: a desk or a program, not a person.</param>
/// <param name="Role">issuer, verifier, auditor or operator.</param>
/// <param name="ExpiresAt">From when on it cannot be used, RFC 3339 in UTC; a year from now without it, ten years at most.</param>
internal sealed record TokenBody(
    string Name, [property: Described(ApiWords.Role)] string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt = null);
