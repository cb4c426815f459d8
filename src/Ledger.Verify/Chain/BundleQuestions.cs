using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>The questions to ask a chain about one bundle. They are read from the bundle and not trusted: they only say what to look up.</summary>
/// <param name="Origin">The origin of the checkpoint. Its Keccak-256 is the id of the department on chain.</param>
/// <param name="KeyThumbprint">The <c>kid</c> of the seal, an RFC 7638 SHA-256 thumbprint.</param>
/// <param name="RecordType">The <c>vct</c>. Its Keccak-256 is the id of the record type on chain.</param>
/// <param name="RecordId">The id of the record on chain: the 16 bytes of the UUID, big-endian, then 16 zero bytes.</param>
/// <param name="AnchoredSize">The size of the anchored head that the bundle names. Null when the bundle has no anchor.</param>
public sealed record BundleQuestions(string Origin, Digest KeyThumbprint, string RecordType, Digest RecordId, long? AnchoredSize)
{
    /// <summary>
    /// Where the bundle says it is anchored. Null when the bundle has no anchor. When the chain asked is another one, it is also asked for the
    /// department's migrations.
    /// </summary>
    public ChainPlace? AnchoredOn { get; init; }

    /// <summary>The log sizes at which the given migration records end. The chain is also asked for the anchors of these sizes.</summary>
    public ImmutableArray<long> MigratedSizes { get; init; } = [];

    /// <summary>Where the bundle says it is anchored, if that is not the chain asked. Otherwise null.</summary>
    public ChainPlace? AnchoredElsewhere(ChainSource asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return AnchoredOn is { } place && place != ChainPlace.FromSource(asked) ? place : null;
    }
}
