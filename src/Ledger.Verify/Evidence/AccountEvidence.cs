using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Evidence;

/// <summary>
/// A contract in the state tree: the trie nodes from the state root to the account, in order, and the evidence for some of its slots.
/// </summary>
public sealed record AccountEvidence(ChainAddress Address, ImmutableArray<ImmutableArray<byte>> Nodes, ImmutableArray<SlotEvidence> Slots);
