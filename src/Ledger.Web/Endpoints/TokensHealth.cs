namespace Ledger.Web.Endpoints;

/// <summary>The state of the node's tokens.</summary>
/// <param name="Code">LDG9023 while the tokens cannot be read, LDG9024 while restored tokens wait for a review, LDG9040 or LDG9041 while a token file is missing. Null if all is well.</param>
/// <param name="RestoredAsOf">The time of the backup from which the tokens were restored, while they wait for a review.</param>
internal sealed record TokensHealth(string? Code, DateTimeOffset? RestoredAsOf);
