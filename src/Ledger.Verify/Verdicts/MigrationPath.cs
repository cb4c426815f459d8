using Ledger.Verify.Chain;

namespace Ledger.Verify.Verdicts;

/// <summary>The way from a chain that is trusted to one that its department has left.</summary>
/// <param name="RecordHash">The migration record, as the trusted registry holds it.</param>
/// <param name="RecordedAt">When the council recorded it there.</param>
/// <param name="From">The chain the bundle is anchored on.</param>
/// <param name="LeftAt">The last final block of that chain, as of which the record was made.</param>
/// <param name="To">The trusted chain.</param>
/// <param name="Anchor">The head on the trusted chain that ends with the migration.</param>
public sealed record MigrationPath(
    Trees.Digest RecordHash, DateTimeOffset RecordedAt, ChainPlace From, ChainBlock LeftAt, ChainPlace To, AnchorFacts Anchor);
