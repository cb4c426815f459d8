using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A record's status changed. <paramref name="Sequence"/> counts 1, 2, 3 … for each department.</summary>
public sealed record StatusChanged(Digest Department, Digest RecordId, byte Status, Digest Successor, long Sequence) : ChainEvent;
