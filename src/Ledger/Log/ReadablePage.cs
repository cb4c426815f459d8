using System.Collections.Immutable;

namespace Ledger.Log;

/// <summary>A page of entries, without those that are damaged.</summary>
/// <param name="Entries">Those that can be read, in the order asked for.</param>
/// <param name="Damaged">The indices of those that cannot, in the same order.</param>
public sealed record ReadablePage(ImmutableArray<StoredEntry> Entries, ImmutableArray<long> Damaged);
