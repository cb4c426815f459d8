namespace Ledger.Web.Endpoints;

/// <summary>A new token. The node cannot show it again.</summary>
/// <param name="Id">The id of the token in lists and in the log of the operator.</param>
/// <param name="Name">The name of the token.</param>
/// <param name="Department">The only department that the token gives access to.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="ExpiresAt">The time from which the token is refused.</param>
/// <param name="Token">The token.</param>
internal sealed record TokenAnswer(
    string Id, string Name, string Department, [property: Described(ApiWords.Role)] string Role, DateTimeOffset ExpiresAt, string Token);
