using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

public sealed class CompactRangeTests
{
    private static readonly NaiveTree Tree = NaiveTree.OfSize(100);

    [Fact]
    public void Root_NoLeaves_IsTheHashOfNothing() => Assert.Equal(TreeHash.Empty, new CompactRange().Root());

    [Fact]
    public void Append_AfterRestoringThePeaks_GivesTheSameTree()
    {
        for (var size = 0; size <= 40; size++)
        {
            var resumed = new CompactRange(size, Grown(size).Peaks);
            for (var i = size; i < 100; i++)
            {
                resumed.Append(Tree.Leaf(i));
            }

            Assert.Equal(Tree.RootDigest(100), resumed.Root());
        }
    }

    [Fact]
    public void Clone_Appended_LeavesTheOriginal()
    {
        var original = Grown(7);

        original.Clone().Append(Tree.Leaf(7));

        Assert.Equal(7, original.Size);
        Assert.Equal(Tree.RootDigest(7), original.Root());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(255, 7)]
    public void Constructor_PeaksThatDoNotFitTheSize_Throws(long size, int peaks) =>
        Assert.Throws<ArgumentException>(() => new CompactRange(size, new Digest[peaks]));

    [Fact]
    public void Constructor_NegativeSize_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new CompactRange(-1, new Digest[64]));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Plan_NoLeaves_Throws(long size) => Assert.Throws<ArgumentOutOfRangeException>(() => TreeRoot.Plan(size));

    [Fact]
    public void Plan_LargestTree_HasOnePeakForEachBit() => Assert.Equal(63, TreeRoot.Plan(long.MaxValue).Nodes.Length);

    private static CompactRange Grown(int size)
    {
        var range = new CompactRange();
        for (var i = 0; i < size; i++)
        {
            range.Append(Tree.Leaf(i));
        }

        return range;
    }
}
