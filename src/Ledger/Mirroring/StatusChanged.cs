using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A record's status changed. <paramref name="Sequence"/> numbers the changes of each department 1, 2, 3 …</summary>
public sealed record StatusChanged(Digest Department, Digest RecordId, EntryStatus Status, Digest Successor, long Sequence) : ChainEvent;
