using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A record's status in the contract. Sequence 0 if it was never set.</summary>
public readonly record struct RecordState(byte Status, DateTimeOffset Since, long Sequence, Digest Successor);
