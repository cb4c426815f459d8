using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Proofs;

/// <summary>
/// Parts of a chain's state at the end of one block, with everything needed to check them against that block's hash alone (EIP-1186).
/// Nothing in it is believed before <see cref="ProvenState.TryOpen"/>.
/// </summary>
/// <param name="Header">The block header in RLP, of a QBFT block with its seals. Its Keccak-256 is the block's hash; a QBFT hash leaves round and seals out.</param>
/// <param name="Accounts">The contracts.</param>
public sealed record StateEvidence(ImmutableArray<byte> Header, ImmutableArray<AccountEvidence> Accounts);

/// <summary>A contract in the state tree: the trie nodes from the state root to the account, in order, and some of its slots.</summary>
public sealed record AccountEvidence(ChainAddress Address, ImmutableArray<ImmutableArray<byte>> Nodes, ImmutableArray<SlotEvidence> Slots);

/// <summary>A storage slot: the trie nodes from the contract's storage root to it, or to where it would be.</summary>
public sealed record SlotEvidence(Digest Slot, ImmutableArray<ImmutableArray<byte>> Nodes);
