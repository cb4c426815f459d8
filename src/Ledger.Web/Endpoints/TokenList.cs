namespace Ledger.Web.Endpoints;

/// <summary>The tokens of a department. Those in force come first.</summary>
/// <param name="Tokens">One row for each token.</param>
/// <param name="RestoredAsOf">The time of the backup from which the tokens were restored, until an operator has reviewed them. Null otherwise.</param>
internal sealed record TokenList(IReadOnlyList<TokenRow> Tokens, DateTimeOffset? RestoredAsOf);
