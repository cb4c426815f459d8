using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>A storage slot: the trie nodes from the storage root of the contract to the slot, or to the place where it would be.</summary>
public sealed record SlotEvidence(Digest Slot, ImmutableArray<ImmutableArray<byte>> Nodes);
