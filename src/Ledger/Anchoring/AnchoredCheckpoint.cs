using Ledger.Verify.Chain;

namespace Ledger.Anchoring;

/// <summary>
/// An anchored head of ours with its checkpoint. It is stored so that a bundle can contain the first anchored head that covers its entry, signed with
/// the key of that time.
/// </summary>
/// <param name="Facts">The event and its block.</param>
/// <param name="Checkpoint">The signed note of that size.</param>
/// <param name="IsFinal">Whether the block was final at the last poll. Only a final anchor goes into a bundle.</param>
public sealed record AnchoredCheckpoint(AnchorFacts Facts, string Checkpoint, bool IsFinal)
{
    /// <summary>The chain that holds the anchor, if the department left it. Null for the present chain.</summary>
    public ChainPlace? LeftOn { get; init; }
}
