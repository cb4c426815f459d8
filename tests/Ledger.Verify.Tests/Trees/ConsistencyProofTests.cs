using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>RFC 9162 section 2.1.4.2: what a verifier must refuse.</summary>
public sealed class ConsistencyProofTests
{
    private const int Max = 33;
    private static readonly NaiveTree Tree = NaiveTree.OfSize(Max);
    private static readonly NaiveTree OtherHistory = new([.. Enumerable.Range(0, Max).Select(i => new byte[] { 1, (byte)i })]);

    public static TheoryData<int> Sizes => new(Enumerable.Range(2, Max - 1));

    [Fact]
    public void Verify_OneHashTooManyAndTheRootsOverAll_IsRefused()
    {
        // Whoever chooses the roots as well can make them fit: from 3 to 4 leaves the proof has three hashes, not four.
        Digest[] proof = [.. Tree.Consistency(3, 4), Tree.Leaf(9)];
        var (oldRoot, newRoot) = (TreeHash.Node(proof[3], Tree.RootDigest(3)), TreeHash.Node(proof[3], Tree.RootDigest(4)));

        Assert.Equal(4, proof.Length);
        Assert.False(ConsistencyProof.Verify(3, oldRoot, 4, newRoot, proof));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_OneHashMissing_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
    {
        for (var i = 0; i < proof.Length; i++)
        {
            Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, root, [.. proof[..i], .. proof[(i + 1)..]]));
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_OneHashTooMany_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
    {
        for (var i = 0; i <= proof.Length; i++)
        {
            Assert.All([default, oldRoot, root, TreeHash.Empty], extra =>
                Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, root, [.. proof[..i], extra, .. proof[i..]])));
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_NoHashes_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, _, root) =>
        Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, root, [])));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_TwoHashesSwapped_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
    {
        for (var i = 1; i < proof.Length; i++)
        {
            Digest[] swapped = [.. proof];
            (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
            Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, root, swapped));
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_OldRootOfAnotherSize_IsRefused(int size) => ForEveryOldSize(size, (oldSize, _, proof, root) =>
        Assert.All(Enumerable.Range(0, Max + 1).Where(other => other != oldSize), other =>
            Assert.False(ConsistencyProof.Verify(oldSize, Tree.RootDigest(other), size, root, proof))));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_NewRootOfAnotherSize_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, _) =>
        Assert.All(Enumerable.Range(0, Max + 1).Where(other => other != size), other =>
            Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, Tree.RootDigest(other), proof))));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_SizesTheWrongWayRound_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
        Assert.False(ConsistencyProof.Verify(size, root, oldSize, oldRoot, proof)));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_RewrittenHistory_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
    {
        Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, OtherHistory.RootDigest(size), OtherHistory.Consistency(oldSize, size)));
        Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, OtherHistory.RootDigest(size), proof));
        Assert.False(ConsistencyProof.Verify(oldSize, OtherHistory.RootDigest(oldSize), size, root, proof));
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    public void Verify_AnyOneFlippedBit_IsRefused(int size) => ForEveryOldSize(size, (oldSize, oldRoot, proof, root) =>
    {
        for (var bit = 0; bit < 256; bit++)
        {
            Assert.False(ConsistencyProof.Verify(oldSize, Flip.Bit(oldRoot, bit), size, root, proof));
            Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, Flip.Bit(root, bit), proof));
            for (var i = 0; i < proof.Length; i++)
            {
                Digest[] damaged = [.. proof];
                damaged[i] = Flip.Bit(damaged[i], bit);
                Assert.False(ConsistencyProof.Verify(oldSize, oldRoot, size, root, damaged));
            }
        }
    });

    [Fact]
    public void Verify_SameSizeSameRoot_NeedsNoHashes() =>
        Assert.True(ConsistencyProof.Verify(5, Tree.RootDigest(5), 5, Tree.RootDigest(5), []));

    [Fact]
    public void Verify_SameSizeWithAHash_IsRefused() =>
        Assert.False(ConsistencyProof.Verify(5, Tree.RootDigest(5), 5, Tree.RootDigest(5), [Tree.RootDigest(5)]));

    [Fact]
    public void Verify_SameSizeOtherRoot_IsRefused() =>
        Assert.False(ConsistencyProof.Verify(5, Tree.RootDigest(5), 5, OtherHistory.RootDigest(5), []));

    [Fact]
    public void Verify_FromTheEmptyTree_NeedsNoHashes() =>
        Assert.True(ConsistencyProof.Verify(0, TreeHash.Empty, 5, Tree.RootDigest(5), []));

    [Fact]
    public void Verify_FromTheEmptyTreeWithAHash_IsRefused() =>
        Assert.False(ConsistencyProof.Verify(0, TreeHash.Empty, 5, Tree.RootDigest(5), [Tree.RootDigest(5)]));

    [Fact]
    public void Verify_EmptyTreeWithAnotherRootThanTheEmptyOne_IsRefused()
    {
        Assert.False(ConsistencyProof.Verify(0, Tree.RootDigest(1), 5, Tree.RootDigest(5), []));
        Assert.False(ConsistencyProof.Verify(0, Tree.RootDigest(1), 0, Tree.RootDigest(1), []));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(-1, -1)]
    [InlineData(6, 5)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void Verify_NoSuchSizes_IsRefused(long oldSize, long newSize) =>
        Assert.False(ConsistencyProof.Verify(oldSize, Tree.RootDigest(5), newSize, Tree.RootDigest(5), []));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Plan_NoSuchSizes_Throws(long oldSize, long newSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Plan(oldSize, newSize));

    [Theory]
    [InlineData(1, 63)]
    [InlineData(1L << 62, 1)]
    [InlineData(long.MaxValue - 1, 63)]
    public void Plan_LargestTree_HasAtMostOneHashForEachLevel(long oldSize, int expected)
    {
        var proof = ConsistencyProof.Plan(oldSize, long.MaxValue).Assemble(node => TreeHash.Leaf(BitConverter.GetBytes(node.Index)));

        Assert.Equal(expected, proof.Length);
        Assert.False(ConsistencyProof.Verify(oldSize, Tree.RootDigest(1), long.MaxValue, Tree.RootDigest(2), proof));
    }

    private static void ForEveryOldSize(int size, Action<int, Digest, Digest[], Digest> check)
    {
        for (var oldSize = 1; oldSize < size; oldSize++)
        {
            var proof = Tree.Consistency(oldSize, size);
            Assert.True(ConsistencyProof.Verify(oldSize, Tree.RootDigest(oldSize), size, Tree.RootDigest(size), proof));
            check(oldSize, Tree.RootDigest(oldSize), proof, Tree.RootDigest(size));
        }
    }
}
