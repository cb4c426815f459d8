using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>The events of one block in their order; at least one.</summary>
public sealed record EventBlock(ChainBlock Block, ImmutableArray<ChainEvent> Events);
