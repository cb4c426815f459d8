using System.Collections.Immutable;

namespace Ledger.Verify.Chain;

/// <summary>
/// The source of the facts: the chain, the trusted registry, the contracts that the registry names, the newest block, the newest final block
/// (<see cref="ChainBlock.None"/> when there is none) and the finality rule (<c>instant</c>, <c>finalized</c> or <c>depth:N</c>).
/// </summary>
public sealed record ChainSource(
    long ChainId, ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus,
    ChainBlock Latest, ChainBlock Final, string Finality, ImmutableArray<string> Endpoints)
{
    /// <summary>When the chain was last read, if the facts come from a local copy of it. Null when the chain itself was asked.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
