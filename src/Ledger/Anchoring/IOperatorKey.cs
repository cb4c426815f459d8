using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>A department's operator account (secp256k1). The private key is never exposed.</summary>
public interface IOperatorKey
{
    ChainAddress Address { get; }

    /// <summary>Signs a 32-byte hash: deterministic (RFC 6979), low s, recovery id 0 or 1.</summary>
    (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash);
}
