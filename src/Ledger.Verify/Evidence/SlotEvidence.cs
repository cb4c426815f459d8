using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>A storage slot: the trie nodes from the contract's storage root to it, or to where it would be.</summary>
public sealed record SlotEvidence(Digest Slot, ImmutableArray<ImmutableArray<byte>> Nodes);
