using System.Collections.Immutable;

namespace Ledger.Verify.Chain;

/// <summary>An Ed25519 log key (32 bytes) and the interval in which it may sign checkpoints.</summary>
public sealed record LogKeyFacts(ImmutableArray<byte> PublicKey, Validity Validity)
{
    /// <summary>
    /// The declared time from which somebody else may have used the key. Null when no compromise is declared. The time can only move earlier.
    /// </summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>Whether the key can be trusted for a checkpoint that the chain saw at this time: valid then, and not yet compromised.</summary>
    public bool IsGoodAt(DateTimeOffset seenAt) => Validity.Contains(seenAt) && !(CompromisedSince <= seenAt);
}
