using System.Collections.Immutable;

namespace Ledger.Verify.Evidence;

/// <summary>
/// A part of the state of a chain after one block, with all that is needed to verify it against the hash of that block (EIP-1186). It is not
/// verified yet; see <see cref="ProvenState.TryOpen"/>.
/// </summary>
/// <param name="Header">The block header in RLP. A QBFT header includes its seals. Its Keccak-256 is the hash of the block; for QBFT, round and
/// seals are left out.</param>
/// <param name="Accounts">The contracts.</param>
public sealed record StateEvidence(ImmutableArray<byte> Header, ImmutableArray<AccountEvidence> Accounts);
