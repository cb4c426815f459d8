using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>One status change of a record on chain. The status may be a value that this version does not know.</summary>
public sealed record StatusChangeFacts(EntryStatus Status, DateTimeOffset At, long Block, long Sequence, Digest Successor);
