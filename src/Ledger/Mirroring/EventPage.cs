using System.Collections.Immutable;

namespace Ledger.Mirroring;

/// <summary>All events of a range of blocks, oldest first. The range may be shorter than requested, but is never empty.</summary>
/// <param name="Blocks">The blocks that contain events of our contracts.</param>
/// <param name="UpTo">The last block of the range.</param>
public sealed record EventPage(ImmutableArray<EventBlock> Blocks, long UpTo);
