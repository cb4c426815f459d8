using System.Collections.Immutable;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>A department's records of its moves from chain to chain. Safe for use from any thread.</summary>
public interface IChainMoves
{
    /// <summary>All of them, in the order they were logged.</summary>
    ValueTask<ImmutableArray<MigrationFile>> ListAsync(CancellationToken cancellationToken);
}
