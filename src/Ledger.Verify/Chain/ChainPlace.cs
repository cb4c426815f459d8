namespace Ledger.Verify.Chain;

/// <summary>The place where a department anchors: a chain, the trusted registry on it, and the anchor contract that the registry names.</summary>
public sealed record ChainPlace(long ChainId, ChainAddress Registry, ChainAddress LogAnchor)
{
    /// <summary>Returns the place that a source was asked about.</summary>
    public static ChainPlace FromSource(ChainSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ChainPlace(source.ChainId, source.Registry, source.LogAnchor);
    }
}
