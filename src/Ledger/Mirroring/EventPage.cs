using System.Collections.Immutable;

namespace Ledger.Mirroring;

/// <summary>All events of a range of blocks, oldest first; the range may be shorter than asked for, never empty.</summary>
/// <param name="Blocks">The blocks that hold events of ours.</param>
/// <param name="UpTo">The last block looked at.</param>
public sealed record EventPage(ImmutableArray<EventBlock> Blocks, long UpTo);
