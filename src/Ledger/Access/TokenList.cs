using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The tokens of one department.</summary>
/// <param name="Entries">The tokens, those in force first.</param>
/// <param name="RestoredAsOf">The time of the backup that the tokens came from, until an operator reviews them. Null otherwise.</param>
/// <param name="Warning">A problem that an operator must solve. Null if there is none.</param>
public sealed record TokenList(IReadOnlyList<TokenEntry> Entries, DateTimeOffset? RestoredAsOf, Fault? Warning);
