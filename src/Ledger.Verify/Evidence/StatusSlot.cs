using Ledger.Verify.Entries;

namespace Ledger.Verify.Evidence;

/// <summary>The value of the status slot of a record.</summary>
public readonly record struct StatusSlot(EntryStatus Status, DateTimeOffset? Since, long Sequence);
