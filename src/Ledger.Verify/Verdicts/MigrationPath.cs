using Ledger.Verify.Chain;

namespace Ledger.Verify.Verdicts;

/// <summary>The migration from a retired chain to the trusted chain, by which a bundle was judged.</summary>
/// <param name="RecordHash">The hash of the migration record in the trusted registry.</param>
/// <param name="RecordedAt">When the council recorded it there.</param>
/// <param name="From">The chain on which the bundle is anchored.</param>
/// <param name="LeftAt">The last final block of that chain, as of which the record was made.</param>
/// <param name="To">The trusted chain.</param>
/// <param name="Anchor">The anchor on the trusted chain whose head ends with the migration entry.</param>
public sealed record MigrationPath(
    Trees.Digest RecordHash, DateTimeOffset RecordedAt, ChainPlace From, ChainBlock LeftAt, ChainPlace To, AnchorFacts Anchor);
