using System.Collections.Immutable;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>What lies in the journal's folder.</summary>
/// <param name="Sound">All segments with a whole header, in order.</param>
/// <param name="Unborn">The path of a last segment whose header was never completed; null when there is none.</param>
internal sealed record JournalFiles(ImmutableArray<Segment> Sound, string? Unborn);
