using System.Collections.Immutable;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>The files in the journal's folder.</summary>
/// <param name="Sound">All segments with a complete header, in order.</param>
/// <param name="Unborn">The path of the last segment, if its header was never completed. Null otherwise.</param>
internal sealed record JournalFiles(ImmutableArray<Segment> Sound, string? Unborn);
