using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>RFC 9162 section 2.1.3.2: what a verifier must refuse.</summary>
public sealed class InclusionProofTests
{
    private const int Max = 33;
    private static readonly NaiveTree Tree = NaiveTree.OfSize(Max);

    public static TheoryData<int> Sizes => new(Enumerable.Range(1, Max));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_OneHashMissing_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
    {
        for (var i = 0; i < proof.Length; i++)
        {
            Assert.False(InclusionProof.Verify(index, size, leaf, [.. proof[..i], .. proof[(i + 1)..]], root));
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_OneHashTooMany_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
    {
        for (var i = 0; i <= proof.Length; i++)
        {
            Assert.All([default, leaf, root, TreeHash.Empty], extra =>
                Assert.False(InclusionProof.Verify(index, size, leaf, [.. proof[..i], extra, .. proof[i..]], root)));
        }
    });

    [Fact]
    public void Verify_OneHashTooManyAndTheRootOverAll_IsRefused()
    {
        // Whoever chooses the root as well can make it fit. A tree of one leaf still has no place for a hash.
        var (leaf, extra) = (Tree.Leaf(0), Tree.Leaf(1));

        Assert.False(InclusionProof.Verify(0, 1, leaf, [extra], TreeHash.Node(extra, leaf)));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_TwoHashesSwapped_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
    {
        for (var i = 1; i < proof.Length; i++)
        {
            Digest[] swapped = [.. proof];
            (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
            Assert.False(InclusionProof.Verify(index, size, leaf, swapped, root));
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_AnotherIndex_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
        Assert.All(Enumerable.Range(-1, size + 2).Where(other => other != index), other =>
            Assert.False(InclusionProof.Verify(other, size, leaf, proof, root))));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_AnotherLeaf_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
        Assert.All(Enumerable.Range(0, size).Where(other => other != index), other =>
            Assert.False(InclusionProof.Verify(index, size, Tree.Leaf(other), proof, root))));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Verify_RootOfAnotherSize_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, _) =>
        Assert.All(Enumerable.Range(0, Max + 1).Where(other => other != size), other =>
            Assert.False(InclusionProof.Verify(index, size, leaf, proof, Tree.RootDigest(other)))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    public void Verify_AnyOneFlippedBit_IsRefused(int size) => ForEveryLeaf(size, (index, leaf, proof, root) =>
    {
        for (var bit = 0; bit < 256; bit++)
        {
            Assert.False(InclusionProof.Verify(index, size, Flip.Bit(leaf, bit), proof, root));
            Assert.False(InclusionProof.Verify(index, size, leaf, proof, Flip.Bit(root, bit)));
            for (var i = 0; i < proof.Length; i++)
            {
                Digest[] damaged = [.. proof];
                damaged[i] = Flip.Bit(damaged[i], bit);
                Assert.False(InclusionProof.Verify(index, size, leaf, damaged, root));
            }
        }
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1, 1)]
    [InlineData(5, 3)]
    [InlineData(0, -1)]
    [InlineData(-2, -1)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void Verify_NoSuchLeaf_IsRefused(long index, long size) =>
        Assert.False(InclusionProof.Verify(index, size, Tree.Leaf(0), [], Tree.Leaf(0)));

    [Fact]
    public void Verify_InnerNodeAsLeaf_IsRefused()
    {
        // Without the prefix 0x01 of inner nodes, an entry of two concatenated hashes would be a leaf of the smaller tree.
        byte[] forged = [.. Tree.Root(0, 1), .. Tree.Root(1, 2)];

        Assert.False(InclusionProof.Verify(0, 2, TreeHash.Leaf(forged), [NaiveTree.ToDigest(Tree.Root(2, 4))], Tree.RootDigest(4)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    public void Plan_NoSuchLeaf_Throws(long index, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Plan(index, size));

    [Theory]
    [InlineData(0, 63)]
    [InlineData(long.MaxValue - 1, 62)]
    public void Plan_LargestTree_HasOneHashForEachLevelThatHasASibling(long index, int expected)
    {
        var proof = InclusionProof.Plan(index, long.MaxValue).Assemble(node => TreeHash.Leaf(BitConverter.GetBytes(node.Index)));

        Assert.Equal(expected, proof.Length);
        Assert.False(InclusionProof.Verify(index, long.MaxValue, Tree.Leaf(0), proof, Tree.RootDigest(1)));
    }

    private static void ForEveryLeaf(int size, Action<int, Digest, Digest[], Digest> check)
    {
        for (var index = 0; index < size; index++)
        {
            var proof = Tree.Inclusion(index, size);
            Assert.True(InclusionProof.Verify(index, size, Tree.Leaf(index), proof, Tree.RootDigest(size)));
            check(index, Tree.Leaf(index), proof, Tree.RootDigest(size));
        }
    }
}
