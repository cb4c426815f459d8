using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>One status to set. A zero successor means none.</summary>
public readonly record struct StatusCallItem(Digest RecordId, EntryStatus Status, Digest Successor);
