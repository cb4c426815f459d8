using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>The tokens of one department.</summary>
/// <param name="Entries">The tokens, those in force first.</param>
/// <param name="RestoredAsOf">When the backup was made that they came from, until an operator reviews them; null otherwise.</param>
/// <param name="Warning">What an operator must settle; null for nothing.</param>
public sealed record TokenList(IReadOnlyList<TokenEntry> Entries, DateTimeOffset? RestoredAsOf, Fault? Warning);
