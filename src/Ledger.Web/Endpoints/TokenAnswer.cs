namespace Ledger.Web.Endpoints;

/// <summary>A new token; it cannot be shown again.</summary>
/// <param name="Id">What lists and the operator's log call it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Department">The only department it is good for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ExpiresAt">From when on it cannot be used.</param>
/// <param name="Token">The token.</param>
internal sealed record TokenAnswer(
    string Id, string Name, string Department, [property: Described(ApiWords.Role)] string Role, DateTimeOffset ExpiresAt, string Token);
