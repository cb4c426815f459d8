using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>
/// Status numbers as in <c>RecordStatus</c>: 0 active, 1 suspended, 2 revoked, 3 superseded, 4 withdrawn. A zero successor means none.
/// </summary>
public readonly record struct StatusCallItem(Digest RecordId, byte Status, Digest Successor);
