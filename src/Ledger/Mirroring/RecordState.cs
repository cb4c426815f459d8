using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A record's status in the contract. Sequence 0 if it was never set.</summary>
public readonly record struct RecordState(EntryStatus Status, DateTimeOffset Since, long Sequence, Digest Successor);
