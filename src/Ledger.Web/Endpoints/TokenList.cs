namespace Ledger.Web.Endpoints;

/// <summary>The tokens of a department, those in force first.</summary>
/// <param name="Tokens">One row for each.</param>
/// <param name="RestoredAsOf">When the backup was made that the tokens came from, until an operator has looked through them; null otherwise.</param>
internal sealed record TokenList(IReadOnlyList<TokenRow> Tokens, DateTimeOffset? RestoredAsOf);
