using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// A key that seals records. <paramref name="Algorithm"/>: 1 ES256 (key = x ‖ y, 64 bytes), 2 Ed25519 (32 bytes), 3 SM2 (x ‖ y, 64 bytes).
/// </summary>
public sealed record RecordKeyFacts(Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, Validity Validity)
{
    /// <summary>
    /// The declared time from which somebody else may have used the key. Null when no compromise is declared. The time can only move earlier.
    /// </summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>Whether the key can be trusted for a record that the chain first saw at this time: valid then, and not yet compromised.</summary>
    public bool IsGoodAt(DateTimeOffset seenAt) => Validity.Contains(seenAt) && !(CompromisedSince <= seenAt);
}
