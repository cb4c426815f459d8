using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// A head of ours that the chain holds, with the checkpoint of exactly that size. Kept so that a bundle can name the first anchored
/// head that covers its entry, signed with the key that was valid then.
/// </summary>
/// <param name="Facts">The event and the block that holds it.</param>
/// <param name="Checkpoint">The signed note of that size.</param>
/// <param name="IsFinal">Whether the block was final when last looked at; only a final anchor is handed out.</param>
public sealed record AnchoredCheckpoint(AnchorFacts Facts, string Checkpoint, bool IsFinal)
{
    /// <summary>The chain that holds it, when the department has left that one; null for the chain it is on.</summary>
    public ChainPlace? LeftOn { get; init; }
}
