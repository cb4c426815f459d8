namespace Ledger.Access;

/// <summary>The result of a review.</summary>
/// <param name="IsReviewed">Whether tokens waited for a review.</param>
/// <param name="RestoredAsOf">The time of the backup that the tokens came from. Null if they did not come from a backup.</param>
public sealed record ReviewedTokens(bool IsReviewed, DateTimeOffset? RestoredAsOf);
