using System.Collections.Immutable;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Parts of a chain's state at the end of one block, with everything needed to check them against that block's hash alone (EIP-1186).
/// Nothing in it is believed before <see cref="ProvenState.TryOpen"/>.
/// </summary>
/// <param name="Header">The block header in RLP, of a QBFT block with its seals. Its Keccak-256 is the block's hash; a QBFT hash leaves round and seals out.</param>
/// <param name="Accounts">The contracts.</param>
public sealed record StateEvidence(ImmutableArray<byte> Header, ImmutableArray<AccountEvidence> Accounts);
