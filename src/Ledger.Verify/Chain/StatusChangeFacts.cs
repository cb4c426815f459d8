using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>One status change of a record on chain. The status is a number of <c>RecordStatus</c>: 0 active … 4 withdrawn.</summary>
public sealed record StatusChangeFacts(byte Status, DateTimeOffset At, long Block, long Sequence, Digest Successor);
