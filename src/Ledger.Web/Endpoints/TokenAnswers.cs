using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>The body that asks for a token.</summary>
/// <param name="Name">What it is called: a desk or a program, not a person.</param>
/// <param name="Role">issuer, verifier, auditor or operator.</param>
/// <param name="ExpiresAt">From when on it cannot be used, RFC 3339 in UTC; a year from now without it, ten years at most.</param>
internal sealed record TokenBody(
    string Name, [property: Described(ApiWords.Role)] string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt = null);

/// <summary>A new token; it cannot be shown again.</summary>
/// <param name="Id">What lists and the operator's log call it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Department">The only department it is good for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ExpiresAt">From when on it cannot be used.</param>
/// <param name="Token">The token.</param>
internal sealed record TokenAnswer(
    string Id, string Name, string Department, [property: Described(ApiWords.Role)] string Role, DateTimeOffset ExpiresAt, string Token);

/// <summary>A token in a list; never the token itself.</summary>
/// <param name="Id">By what it is withdrawn.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it may do.</param>
/// <param name="State">inForce, expired or withdrawn.</param>
/// <param name="IssuedAt">When it was issued; null for a token of an earlier version.</param>
/// <param name="IssuedBy">Who issued it.</param>
/// <param name="ExpiresAt">From when on it cannot be used; null for a token of an earlier version, which never expires.</param>
/// <param name="WithdrawnAt">When it was withdrawn.</param>
/// <param name="WithdrawnBy">Who withdrew it.</param>
internal sealed record TokenRow(
    string Id, string Name, [property: Described(ApiWords.Role)] string Role, [property: Described(ApiWords.TokenState)] string State, DateTimeOffset? IssuedAt, string? IssuedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? WithdrawnAt, string? WithdrawnBy);

/// <summary>The tokens of a department, those in force first.</summary>
/// <param name="Tokens">One row for each.</param>
/// <param name="RestoredAsOf">When the backup was made that the tokens came from, until an operator has looked through them; null otherwise.</param>
internal sealed record TokenList(IReadOnlyList<TokenRow> Tokens, DateTimeOffset? RestoredAsOf);
