using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Migrating;

/// <summary>All that a chain holds of one department as of a final block, and the moves its council approved for it.</summary>
/// <param name="Chain">What the chain holds; null when the registry does not know the department.</param>
/// <param name="Recorded">The moves that led the department here.</param>
public sealed record Departure(LeftChain? Chain, ImmutableArray<RecordedMigration> Recorded);
