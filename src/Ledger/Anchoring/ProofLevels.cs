namespace Ledger.Anchoring;

/// <summary>How far the proofs of a department's entries have come, by what it keeps of its anchors.</summary>
public static class ProofLevels
{
    /// <summary>How far the proof of an entry has come.</summary>
    /// <param name="store">The department's anchors.</param>
    /// <param name="index">The entry's index, 0 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<ProofLevel> LevelOfAsync(this IAnchorStore store, long index, CancellationToken cancellationToken)
    {
        if (await store.FindCoveringAsync(index, cancellationToken) is { } anchor)
        {
            return anchor.IsFinal ? ProofLevel.L3 : ProofLevel.L2;
        }

        return await store.FindOutgoingAsync(cancellationToken) is { AnchorSize: { } size } && size > index ? ProofLevel.L1 : ProofLevel.L0;
    }
}
