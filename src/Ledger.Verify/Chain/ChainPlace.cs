namespace Ledger.Verify.Chain;

/// <summary>Where a department anchors: a chain, the registry it trusts there, and the registry's anchor contract.</summary>
public sealed record ChainPlace(long ChainId, ChainAddress Registry, ChainAddress LogAnchor)
{
    /// <summary>The place that was asked.</summary>
    public static ChainPlace FromSource(ChainSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ChainPlace(source.ChainId, source.Registry, source.LogAnchor);
    }
}
