using System.Collections.Immutable;

namespace Ledger.Verify.Chain;

/// <summary>An Ed25519 log key (32 bytes) and when it may sign checkpoints.</summary>
public sealed record LogKeyFacts(ImmutableArray<byte> PublicKey, Validity Validity)
{
    /// <summary>Since when somebody else may have signed with it too, as declared on chain; null when that was never declared. Only ever moves earlier.</summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>Whether a checkpoint that the chain saw at this time may rest on the key: it was valid then, and not yet compromised.</summary>
    public bool IsGoodAt(DateTimeOffset seenAt) => Validity.Contains(seenAt) && !(CompromisedSince <= seenAt);
}
