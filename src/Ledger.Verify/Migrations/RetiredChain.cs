using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// All that a chain held about one department when the department left it, as of its last final block. Nothing in it changes any more.
/// </summary>
public sealed record RetiredChain
{
    public required ChainPlace Place { get; init; }

    public required ChainAddress RecordStatus { get; init; }

    /// <summary>The hash of block 0: two chains may share an id.</summary>
    public required Digest Genesis { get; init; }

    /// <summary>The finality rule by which <see cref="Final"/> was final: <c>instant</c>, <c>finalized</c> or <c>depth:N</c>.</summary>
    public required string Finality { get; init; }

    /// <summary>The final block as of which everything here was read.</summary>
    public required ChainBlock Final { get; init; }

    public required DateTimeOffset AdmittedAt { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    public required ImmutableArray<LogKeyFacts> LogKeys { get; init; }

    public required ImmutableArray<RecordKeyFacts> RecordKeys { get; init; }

    /// <summary>The types the department was ever authorised for, ordered by their name.</summary>
    public required ImmutableArray<RetiredChainType> Types { get; init; }

    public required AnchorRows Anchors { get; init; }

    public required StatusRows Statuses { get; init; }

    /// <summary>The hash of the migration record by which this chain was left for the next in the list; null for the last, which the record at hand leaves.</summary>
    public Digest? LeftBy { get; init; }
}
