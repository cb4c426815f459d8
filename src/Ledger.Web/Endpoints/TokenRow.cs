namespace Ledger.Web.Endpoints;

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
