namespace Ledger.Web.Endpoints;

/// <summary>A token in a list, without the token itself.</summary>
/// <param name="Id">The id with which the token is withdrawn.</param>
/// <param name="Name">The name of the token.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="State">inForce, expired or withdrawn.</param>
/// <param name="IssuedAt">The time at which it was issued. Null for a token of an earlier version.</param>
/// <param name="IssuedBy">Who issued it.</param>
/// <param name="ExpiresAt">The time from which the token is refused. Null for a token of an earlier version, which never expires.</param>
/// <param name="WithdrawnAt">The time at which it was withdrawn.</param>
/// <param name="WithdrawnBy">Who withdrew it.</param>
internal sealed record TokenRow(
    string Id, string Name, [property: Described(ApiWords.Role)] string Role, [property: Described(ApiWords.TokenState)] string State, DateTimeOffset? IssuedAt, string? IssuedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? WithdrawnAt, string? WithdrawnBy);
