using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>The chain and the contracts that a mirror follows.</summary>
public sealed record MirroredChain(long ChainId, ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus)
{
    public static MirroredChain FromSource(ChainSource source) => new(source.ChainId, source.Registry, source.LogAnchor, source.RecordStatus);
}
