using System.Collections.Immutable;

namespace Ledger.Store.LiteDb.Journaling;

/// <summary>A batch as it goes to disk: parts to write one after the other, the payloads among them uncopied.</summary>
/// <param name="Parts">The bytes of the frame, in order.</param>
/// <param name="Length">Their length in all.</param>
/// <param name="EntryOffsets">Where each entry starts, from the start of the frame.</param>
internal sealed record EncodedFrame(ImmutableArray<ReadOnlyMemory<byte>> Parts, int Length, ImmutableArray<long> EntryOffsets);
