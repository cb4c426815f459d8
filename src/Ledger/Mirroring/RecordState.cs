using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>A record's status as the contract holds it; sequence 0 when it was never set.</summary>
public readonly record struct RecordState(byte Status, DateTimeOffset Since, long Sequence, Digest Successor);
