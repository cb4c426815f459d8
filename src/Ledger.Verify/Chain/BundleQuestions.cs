using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// What has to be asked of a chain to judge one bundle. Read from the bundle, so none of it is trusted: it only says what to look up.
/// </summary>
/// <param name="Origin">The checkpoint's origin; keccak256 of it is the department's id on chain.</param>
/// <param name="KeyThumbprint">The seal's <c>kid</c>, an RFC 7638 SHA-256 thumbprint.</param>
/// <param name="RecordType">The <c>vct</c>; keccak256 of it is the type's id on chain.</param>
/// <param name="RecordId">The record id on chain: the 16 bytes of the UUID, big-endian, then 16 zero bytes.</param>
/// <param name="AnchoredSize">The size of the anchored head the bundle names; null when it carries no anchor.</param>
public sealed record BundleQuestions(string Origin, Digest KeyThumbprint, string RecordType, Digest RecordId, long? AnchoredSize)
{
    /// <summary>Where the bundle says it is anchored; null when it carries no anchor. A chain asked about another place is asked whether the
    /// department moved.</summary>
    public ChainPlace? AnchoredOn { get; init; }

    /// <summary>The sizes of the log's heads that migration records at hand lead to: their anchors on the chain asked are wanted too.</summary>
    public ImmutableArray<long> MigratedSizes { get; init; } = [];

    /// <summary>Where the bundle says it is anchored when that is not the chain asked; otherwise null.</summary>
    public ChainPlace? AnchoredElsewhere(ChainSource asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return AnchoredOn is { } place && place != ChainPlace.FromSource(asked) ? place : null;
    }
}
