using System.Collections.Immutable;

namespace Ledger.Log;

/// <summary>A page of entries without the damaged ones.</summary>
/// <param name="Entries">The readable entries, in the requested order.</param>
/// <param name="Damaged">The indices of the damaged entries, in the same order.</param>
public sealed record ReadablePage(ImmutableArray<StoredEntry> Entries, ImmutableArray<long> Damaged);
