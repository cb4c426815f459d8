namespace Ledger.Access;

/// <summary>The result of a review.</summary>
/// <param name="IsReviewed">Whether tokens waited for a review.</param>
/// <param name="RestoredAsOf">When the backup was made that they came from; null when they came from none.</param>
public sealed record ReviewedTokens(bool IsReviewed, DateTimeOffset? RestoredAsOf);
