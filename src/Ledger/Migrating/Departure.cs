using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Migrating;

/// <summary>
/// Everything that a chain holds about one department as of a final block, and the migrations that its council recorded for the department.
/// </summary>
/// <param name="Chain">The data on the chain. Null when the registry does not know the department.</param>
/// <param name="Recorded">The migrations by which the department came to this chain.</param>
public sealed record Departure(RetiredChain? Chain, ImmutableArray<RecordedMigration> Recorded);
