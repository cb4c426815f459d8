using System.Collections.Immutable;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>The migration records of a department. Safe for use from any thread.</summary>
public interface IChainMoves
{
    /// <summary>All records, in log order.</summary>
    ValueTask<ImmutableArray<MigrationFile>> ListAsync(CancellationToken cancellationToken);
}
