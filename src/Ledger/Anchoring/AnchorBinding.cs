using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>The chain of a department's anchors, and the anchors on chains that it left.</summary>
/// <param name="Chain">The department's present chain.</param>
/// <param name="Left">The retired chains that hold anchors of the department, oldest first.</param>
/// <param name="MigratedSizes">
/// The sizes of the heads that end with a migration record to this chain, smallest first. Each of these sizes is anchored exactly, so that a stranger
/// sees that the log continues.
/// </param>
public sealed record AnchorBinding(ChainPlace Chain, ImmutableArray<RetiredAnchors> Left, ImmutableArray<long> MigratedSizes)
{
    /// <summary>The binding of a department that was never on another chain.</summary>
    public static AnchorBinding ForChain(ChainPlace chain) => new(chain, [], []);

    /// <summary>The binding that follows from the migration records to one chain. The newest record describes all retired chains.</summary>
    public static AnchorBinding FromMigrations(IReadOnlyList<MigrationFile> moves)
    {
        var newest = moves.MaxBy(move => move.Checkpoint.Size)!; // There is at least one.
        return new AnchorBinding(
            newest.Record.To.Place,
            [.. newest.Record.Chains.Where(chain => chain.Anchors.Count > 0).Select(chain => new RetiredAnchors(chain.Place, chain.Anchors[^1].NewSize))],
            [.. moves.Select(move => move.Checkpoint.Size).Order()]);
    }

    /// <summary>The size of the last head on a retired chain. 0 if there is none.</summary>
    public long LeftSize => Left is [.., var last] ? last.UpTo : 0;

    /// <summary>The retired chain that holds the anchor of a size. Null if the present chain holds it.</summary>
    public ChainPlace? LeftOn(long size) => Left.FirstOrDefault(left => size <= left.UpTo)?.Chain;

    public bool Equals(AnchorBinding? other) => other is not null && Chain == other.Chain
        && Left.AsSpan().SequenceEqual(other.Left.AsSpan()) && MigratedSizes.AsSpan().SequenceEqual(other.MigratedSizes.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Chain, Left.Length, MigratedSizes.Length);
}
