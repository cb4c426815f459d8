using System.Security.Cryptography;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>Compares every proof of every tree with up to 300 leaves with the reference tree.</summary>
public sealed class EveryProofTests
{
    private const int Max = 300;

    [Fact]
    public void Root_EveryTree_EqualsTheReference()
    {
        var tree = NaiveTree.OfSize(Max);
        var range = new CompactRange();
        for (var size = 1; size <= Max; size++)
        {
            range.Append(tree.Leaf(size - 1));

            Assert.Equal(size, range.Size);
            Assert.Equal(tree.RootDigest(size), range.Root());
            Assert.Equal(range.Peaks, TreeRoot.Plan(size).Assemble(tree.Node));
            Assert.Equal(tree.RootDigest(size), TreeRoot.Fold(range.Peaks));
        }
    }

    [Fact]
    public void Inclusion_EveryLeafOfEveryTree_EqualsTheReferenceAndVerifies()
    {
        var tree = NaiveTree.OfSize(Max);
        for (var size = 1; size <= Max; size++)
        {
            var root = tree.RootDigest(size);
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Plan(index, size).Assemble(tree.Node);
                if (!proof.SequenceEqual(tree.Inclusion(index, size)) || !InclusionProof.Verify(index, size, tree.Leaf(index), proof, root))
                {
                    Assert.Fail($"Leaf {index} of {size}.");
                }
            }
        }
    }

    [Fact]
    public void Consistency_EveryPairOfTrees_EqualsTheReferenceAndVerifies()
    {
        var tree = NaiveTree.OfSize(Max);
        for (var newSize = 0; newSize <= Max; newSize++)
        {
            var root = tree.RootDigest(newSize);
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var proof = ConsistencyProof.Plan(oldSize, newSize).Assemble(tree.Node);
                if (!proof.SequenceEqual(tree.Consistency(oldSize, newSize))
                    || !ConsistencyProof.Verify(oldSize, tree.RootDigest(oldSize), newSize, root, proof))
                {
                    Assert.Fail($"From {oldSize} to {newSize}.");
                }
            }
        }
    }

    [Fact]
    public void Plan_EveryProof_AsksOnlyForNodesThatAreComplete()
    {
        for (var size = 1; size <= 130; size++)
        {
            for (var other = 0; other < size; other++)
            {
                var nodes = InclusionProof.Plan(other, size).Nodes.Concat(ConsistencyProof.Plan(other, size).Nodes);
                Assert.DoesNotContain(nodes, node => (node.Index + 1) << node.Level > size);
            }
        }
    }

    // An independent program in another language computed this value from the RFC alone. For each size n from 0 to 64 it hashes the root of the
    // leaves "leaf 0", "leaf 1" …, then every inclusion proof by index, then every consistency proof from the sizes 0 to n. A proof is its length
    // in one byte, then its hashes.
    private const string Pinned = "5c27b770ee596f96fb9d9e228cba18fc59b091628b5b241f76385f5bb49b6f78";

    [Fact]
    public void Fold_EveryProofUpTo64LeavesOfTheReferenceTree_IsPinned()
    {
        var tree = NaiveTree.OfSize(64);

        Assert.Equal(Pinned, Fold(tree.RootDigest, tree.Inclusion, tree.Consistency));
    }

    [Fact]
    public void Fold_EveryProofUpTo64Leaves_IsPinned()
    {
        var tree = NaiveTree.OfSize(64);

        Assert.Equal(Pinned, Fold(
            size => size == 0 ? TreeHash.Empty : TreeRoot.Fold(TreeRoot.Plan(size).Assemble(tree.Node)),
            (index, size) => InclusionProof.Plan(index, size).Assemble(tree.Node),
            (oldSize, newSize) => ConsistencyProof.Plan(oldSize, newSize).Assemble(tree.Node)));
    }

    private static string Fold(
        Func<int, Digest> root, Func<int, int, IReadOnlyList<Digest>> inclusion, Func<int, int, IReadOnlyList<Digest>> consistency)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var size = 0; size <= 64; size++)
        {
            hash.AppendData(root(size).ToArray());
            var proofs = Enumerable.Range(0, size).Select(index => inclusion(index, size))
                .Concat(Enumerable.Range(0, size + 1).Select(oldSize => consistency(oldSize, size)));
            foreach (var proof in proofs)
            {
                hash.AppendData([(byte)proof.Count, .. proof.SelectMany(digest => digest.ToArray())]);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
