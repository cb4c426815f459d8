using System.Collections.Immutable;

namespace Ledger.Verify.Chain;

/// <summary>
/// Where the facts came from: the chain, the trusted registry, the contracts the registry itself names, the newest block seen,
/// the newest final block (<see cref="ChainBlock.None"/> when there is none) and the finality rule that was used (<c>instant</c>, <c>finalized</c> or <c>depth:N</c>).
/// </summary>
public sealed record ChainSource(
    long ChainId, ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus,
    ChainBlock Latest, ChainBlock Final, string Finality, ImmutableArray<string> Endpoints)
{
    /// <summary>When the chain was last asked, where the facts come from a copy kept of it; null when it was asked itself.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
