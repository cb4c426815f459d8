using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Anchoring;

/// <summary>Which chain a department's anchors are on, and which of them are on chains it has left.</summary>
/// <param name="Chain">The chain it is on.</param>
/// <param name="Left">The chains it has left that hold anchors of it, oldest first.</param>
/// <param name="MigratedSizes">
/// The sizes of the heads that end with a record of its move to this chain, smallest first. Each is anchored exactly: that is how a stranger
/// sees that the log goes on.
/// </param>
public sealed record AnchorBinding(ChainPlace Chain, ImmutableArray<LeftAnchors> Left, ImmutableArray<long> MigratedSizes)
{
    /// <summary>A department that has never been on another chain.</summary>
    public static AnchorBinding ForChain(ChainPlace chain) => new(chain, [], []);

    /// <summary>By the records of moves to one chain; the newest holds what the chains left held.</summary>
    public static AnchorBinding FromMigrations(IReadOnlyList<MigrationFile> moves)
    {
        var newest = moves.MaxBy(move => move.Checkpoint.Size)!; // The caller has one.
        return new AnchorBinding(
            newest.Record.To.Place,
            [.. newest.Record.Chains.Where(chain => chain.Anchors.Count > 0).Select(chain => new LeftAnchors(chain.Place, chain.Anchors[^1].NewSize))],
            [.. moves.Select(move => move.Checkpoint.Size).Order()]);
    }

    /// <summary>The size of the last head that a left chain holds; 0 when there is none.</summary>
    public long LeftSize => Left is [.., var last] ? last.UpTo : 0;

    /// <summary>The chain that holds the anchor of a size, when it was left; null for the chain the department is on.</summary>
    public ChainPlace? LeftOn(long size) => Left.FirstOrDefault(left => size <= left.UpTo)?.Chain;

    public bool Equals(AnchorBinding? other) => other is not null && Chain == other.Chain
        && Left.AsSpan().SequenceEqual(other.Left.AsSpan()) && MigratedSizes.AsSpan().SequenceEqual(other.MigratedSizes.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Chain, Left.Length, MigratedSizes.Length);
}
