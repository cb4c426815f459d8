using Ledger.Verify.Entries;

namespace Ledger.UseCases;

/// <summary>Which records a list shows; null for no limit.</summary>
/// <param name="Status">The status they have now.</param>
/// <param name="Type">Their type (<c>vct</c>).</param>
/// <param name="From">The first time at which they were logged.</param>
/// <param name="To">The first time that is too late.</param>
public sealed record RecordFilter(EntryStatus? Status, string? Type, DateTimeOffset? From, DateTimeOffset? To);
