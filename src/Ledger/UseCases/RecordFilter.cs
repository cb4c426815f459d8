using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>Selects the records of a list. A null member does not filter.</summary>
/// <param name="Status">The current status.</param>
/// <param name="Type">The type (<c>vct</c>).</param>
/// <param name="From">The earliest time of logging, inclusive.</param>
/// <param name="To">The end of the time of logging, exclusive.</param>
public sealed record RecordFilter(EntryStatus? Status, string? Type, DateTimeOffset? From, DateTimeOffset? To);
