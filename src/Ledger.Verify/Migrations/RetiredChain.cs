using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>All that a chain held about a department when the department left it, as of the last final block. Immutable.</summary>
public sealed record RetiredChain
{
    public required ChainPlace Place { get; init; }

    public required ChainAddress RecordStatus { get; init; }

    /// <summary>The hash of block 0. Two chains may have the same id.</summary>
    public required Digest Genesis { get; init; }

    /// <summary>The finality rule that made <see cref="Final"/> final: <c>instant</c>, <c>finalized</c> or <c>depth:N</c>.</summary>
    public required string Finality { get; init; }

    /// <summary>The final block as of which everything was read.</summary>
    public required ChainBlock Final { get; init; }

    public required DateTimeOffset AdmittedAt { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    public required ImmutableArray<LogKeyFacts> LogKeys { get; init; }

    public required ImmutableArray<RecordKeyFacts> RecordKeys { get; init; }

    /// <summary>The types that the department was ever authorised for, sorted by name.</summary>
    public required ImmutableArray<RetiredChainType> Types { get; init; }

    public required AnchorRows Anchors { get; init; }

    public required StatusRows Statuses { get; init; }

    /// <summary>
    /// The hash of the migration record by which the department moved from this chain to the next in the list. Null for the last chain, which the
    /// containing record retires.
    /// </summary>
    public Digest? LeftBy { get; init; }
}
