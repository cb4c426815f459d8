namespace Ledger.Anchoring;

/// <summary>Computes proof levels from a department's stored anchors.</summary>
public static class ProofLevels
{
    /// <summary>The proof level of an entry.</summary>
    /// <param name="store">The department's anchors.</param>
    /// <param name="index">The index of the entry; 0 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async ValueTask<ProofLevel> FindLevelAsync(this IAnchorStore store, long index, CancellationToken cancellationToken)
    {
        if (await store.FindCoveringAsync(index, cancellationToken) is { } anchor)
        {
            return anchor.IsFinal ? ProofLevel.L3 : ProofLevel.L2;
        }

        return await store.FindOutgoingAsync(cancellationToken) is { AnchorSize: { } size } && size > index ? ProofLevel.L1 : ProofLevel.L0;
    }
}
