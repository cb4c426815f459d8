using System.Collections.Immutable;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>An encoded batch: parts to write one after another. Payloads are not copied.</summary>
/// <param name="Parts">The bytes of the frame, in order.</param>
/// <param name="Length">Their total length.</param>
/// <param name="EntryOffsets">The start of each entry, relative to the start of the frame.</param>
internal sealed record EncodedFrame(ImmutableArray<ReadOnlyMemory<byte>> Parts, int Length, ImmutableArray<long> EntryOffsets);
