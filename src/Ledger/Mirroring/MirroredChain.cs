using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>Which contracts a mirror is of.</summary>
public sealed record MirroredChain(long ChainId, ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus)
{
    public static MirroredChain FromSource(ChainSource source) => new(source.ChainId, source.Registry, source.LogAnchor, source.RecordStatus);
}
