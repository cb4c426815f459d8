using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Tiles;

/// <summary>C2SP tlog-tiles: the tiles of a log, and that every node and every proof can be read from them.</summary>
public sealed class TileTests
{
    private const int Max = 70_000;

    /// <summary>All complete nodes over <see cref="Max"/> leaves, level by level.</summary>
    private static readonly Digest[][] Nodes = Grow();

    [Fact]
    public void Hashes_LogOf70000_AreTheSpecificationsExample()
    {
        var tiles = TileSpan.Hashes(0, 70_000).ToList();

        Assert.Equal(
            [
                .. Enumerable.Range(0, 273).Select(index => new TileId(0, index, 256)), new TileId(0, 273, 112),
                new TileId(1, 0, 256), new TileId(1, 1, 17), new TileId(2, 0, 1),
            ],
            tiles);
    }

    [Fact]
    public void Hashes_LogOf256_HasOneFullTileAndOneOfOneHashAboveIt() =>
        Assert.Equal([new TileId(0, 0, 256), new TileId(1, 0, 1)], TileSpan.Hashes(0, 256));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Hashes_BetweenTwoSizes_AreThoseThatChanged(long oldSize, long newSize) => Assert.Equal(
        TilesOf(newSize).Except(TilesOf(oldSize)).OrderBy(tile => tile.Level).ThenBy(tile => tile.Index), TileSpan.Hashes(oldSize, newSize));

    [Theory]
    [MemberData(nameof(Steps))]
    public void Entries_BetweenTwoSizes_AreThoseThatChanged(long oldSize, long newSize) => Assert.Equal(
        TilesOf(newSize).Except(TilesOf(oldSize)).Where(tile => tile.Level == 0).Select(tile => new EntryBundleId(tile.Index, tile.Width)),
        TileSpan.Entries(oldSize, newSize));

    [Fact]
    public void Hashes_AtTheHighestLevel_EndThere() =>
        Assert.Equal(Enumerable.Range(0, 8), TileSpan.Hashes((1L << 56) - 1, 1L << 56).Take(20).Select(tile => tile.Level));

    [Fact]
    public void Hashes_LastLeafOfTheLargestLog_AreOneTileALevel()
    {
        var tiles = TileSpan.Hashes(long.MaxValue - 1, long.MaxValue).ToList();

        Assert.Equal([new TileId(0, long.MaxValue >> 8, 255)], tiles);
        Assert.Equal([new EntryBundleId(long.MaxValue >> 8, 255)], TileSpan.Entries(long.MaxValue - 1, long.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(70_000)]
    public void ReadNode_EveryCompleteNode_IsInATileOfTheLog(int size)
    {
        var tiles = TilesOf(size).ToDictionary(tile => tile, BytesOf);
        for (var level = 0; size >> level > 0; level++)
        {
            for (var index = 0; index < size >> level; index++)
            {
                var node = new TreeNode(level, index);
                var id = TileId.Holding(node, size);
                if (!tiles.TryGetValue(id, out var bytes) || id.ReadNode(bytes, node) != Nodes[level][index])
                {
                    Assert.Fail($"{node} from {id}");
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 70_000)]
    [InlineData(65_535, 65_536)]
    [InlineData(65_536, 65_537)]
    [InlineData(69_999, 70_000)]
    [InlineData(256, 257)]
    [InlineData(255, 256)]
    public void Plan_NodesReadFromTiles_GivesAProofThatVerifies(int index, int size)
    {
        Digest Read(TreeNode node) => TileId.Holding(node, size) is var id ? id.ReadNode(BytesOf(id), node) : default;
        var root = TreeRoot.Fold(TreeRoot.Plan(size).Assemble(Read));

        Assert.True(InclusionProof.Verify(index, size, Nodes[0][index], InclusionProof.Plan(index, size).Assemble(Read), root));
        Assert.True(ConsistencyProof.Verify(
            index, index == 0 ? TreeHash.Empty : TreeRoot.Fold(TreeRoot.Plan(index).Assemble(Read)),
            size, root, ConsistencyProof.Plan(index, size).Assemble(Read)));
    }

    public static TheoryData<int, long, long> IncompleteNodes => new()
    {
        { -1, 0, 10 },
        { -64, 0, 10 }, // A shift by 64 places is a shift by none.
        { 64, 0, 10 },
        { 63, 0, long.MaxValue },
        { 0, -1, 10 },
        { 0, 10, 10 },
        { 1, 5, 11 },
        { 8, 0, 255 },
        { 0, 0, 0 },
        { 0, 0, -1 },
        { 0, long.MaxValue, long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(IncompleteNodes))]
    public void Holding_NodeThatIsNotComplete_Throws(int level, long index, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TileId.Holding(new TreeNode(level, index), size));

    [Fact]
    public void Holding_HighestNode_IsInTheHighestTile() =>
        Assert.Equal(new TileId(7, 0, 127), TileId.Holding(new TreeNode(62, 0), long.MaxValue));

    public static TheoryData<TileId, TreeNode> ForeignNodes => new()
    {
        { new TileId(0, 0, 4), new TreeNode(0, 4) }, // beyond a partial tile
        { new TileId(0, 0, 4), new TreeNode(3, 0) }, // needs eight hashes; the tile has four
        { new TileId(0, 1, 4), new TreeNode(0, 255) }, // in the previous tile
        { new TileId(1, 0, 4), new TreeNode(7, 0) }, // below the tile
        { new TileId(0, 0, 4), new TreeNode(9, 0) }, // above the tile
        { new TileId(0, 0, 4), new TreeNode(0, long.MaxValue) },
        { new TileId(0, 0, 4), new TreeNode(40, 0) },
        { new TileId(0, long.MaxValue, 4), new TreeNode(0, 0) },
    };

    [Theory]
    [MemberData(nameof(ForeignNodes))]
    public void ReadNode_NodeTheTileDoesNotHold_Throws(TileId tile, TreeNode node) =>
        Assert.Throws<ArgumentException>(() => tile.ReadNode(new byte[4 * Digest.Length], node));

    [Fact]
    public void ReadNode_HeightOfTheTile_IsTheNodeOverAllItsHashes() =>
        Assert.Equal(Nodes[8][1], new TileId(0, 1, 256).ReadNode(BytesOf(new TileId(0, 1, 256)), new TreeNode(8, 1)));

    [Theory]
    [InlineData(0, 9, 0)] // above the tile
    [InlineData(-1, 0, -1)] // no log has them
    public void ReadNode_NoNodeOfTheTileThoughThereAreBytes_Throws(long tile, int level, long index) =>
        Assert.Throws<ArgumentException>(() => new TileId(0, tile, 256).ReadNode(new byte[512 * Digest.Length], new TreeNode(level, index)));

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(255, 256, 0, 256)]
    [InlineData(0, 256, 0, 256)]
    [InlineData(256, 257, 1, 1)]
    [InlineData(0, 70_000, 0, 256)]
    [InlineData(69_999, 70_000, 273, 112)]
    [InlineData(long.MaxValue - 1, long.MaxValue, long.MaxValue >> 8, 255)]
    public void Holding_Entry_IsTheFileAsWideAsTheLogMakesIt(long entry, long size, long index, int width) =>
        Assert.Equal(new EntryBundleId(index, width), EntryBundleId.Holding(entry, size));

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(300, 256)]
    public void Holding_NoSuchEntry_Throws(long entry, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EntryBundleId.Holding(entry, size));

    public static TheoryData<long, long> Steps
    {
        get
        {
            long[] sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_280, 65_535, 65_536, 65_537, 70_000];
            var steps = new TheoryData<long, long>();
            foreach (var (oldSize, newSize) in sizes.SelectMany(from => sizes.Where(to => to >= from).Select(to => (from, to))))
            {
                steps.Add(oldSize, newSize);
            }

            return steps;
        }
    }

    /// <summary>"The partial tile at level l for a tree of size s has floor(s / 256**l) mod 256 entries", and the full ones before it.</summary>
    private static IEnumerable<TileId> TilesOf(long size)
    {
        for (var (level, count) = (0, size); count > 0; level++, count /= 256)
        {
            for (var index = 0L; index < count / 256; index++)
            {
                yield return new TileId(level, index, 256);
            }

            if (count % 256 > 0)
            {
                yield return new TileId(level, count / 256, (int)(count % 256));
            }
        }
    }

    private static byte[] BytesOf(TileId id) =>
        [.. Nodes[id.Level * 8].Skip((int)id.Index * 256).Take(id.Width).SelectMany(hash => hash.ToArray())];

    private static Digest[][] Grow()
    {
        var levels = new List<Digest[]> { Enumerable.Range(0, Max).Select(i => TreeHash.Leaf(BitConverter.GetBytes(i))).ToArray() };
        while (levels[^1].Length > 1)
        {
            levels.Add([.. levels[^1].Chunk(2).Where(pair => pair.Length == 2).Select(pair => TreeHash.Node(pair[0], pair[1]))]);
        }

        return [.. levels];
    }
}
