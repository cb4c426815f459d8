using System.Collections.Immutable;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Which nodes prove a value, prove that there is none, or prove nothing. <c>EvidenceTests</c> has proofs from a real chain.</summary>
public sealed class PatriciaTrieTests
{
    private static readonly Digest Key = Digest.Sha256([1]);
    private static readonly byte[] Path = TrieNodes.PathOf(Key.ToArray());

    // A nibble that differs from the first of the path.
    private static readonly int Aside = Path[0] ^ 1;

    private static readonly RlpItem Leaf = TrieNodes.Leaf(Path, 7);
    private static readonly RlpItem LeafBelow = TrieNodes.Leaf(Path.AsSpan(1), 7);
    private static readonly RlpItem Branch = TrieNodes.Branch((Path[0], TrieNodes.Named(LeafBelow)), (Aside, TrieNodes.Named(Leaf)));
    private static readonly RlpItem Nothing = RlpItem.FromBytes([]);

    /// <summary>Nodes that prove the value 7.</summary>
    private static readonly Dictionary<string, RlpItem[]> Proving = new(StringComparer.Ordinal)
    {
        ["a leaf"] = [Leaf],
        ["a branch and a leaf"] = [Branch, LeafBelow],
        ["an extension of one nibble"] = [TrieNodes.Extension(Path.AsSpan(0, 1), TrieNodes.Named(BranchAt(1))), BranchAt(1), LeafAfter(2)],
        ["an extension of two nibbles"] = [TrieNodes.Extension(Path.AsSpan(0, 2), TrieNodes.Named(BranchAt(2))), BranchAt(2), LeafAfter(3)],
        ["a leaf of 31 bytes inside its branch"] = Inside(LeafOf(31)),
        ["a leaf with no nibble left inside its branch"] = Inside(TrieNodes.Leaf([], 7), nibbles: 63),
        ["a branch of 31 bytes inside an extension"] = [TrieNodes.Extension(Path.AsSpan(0, 63), BranchOf(31))],
    };

    /// <summary>Nodes that prove that the trie does not contain the key.</summary>
    private static readonly Dictionary<string, RlpItem[]> ProvingNone = new(StringComparer.Ordinal)
    {
        ["the leaf of another key"] = [TrieNodes.Leaf(Path.AsSpan(1), 7)],
        ["a leaf whose path is longer"] = [TrieNodes.Leaf([.. Path, 0], 7)],
        ["a leaf whose path differs in its last nibble"] = [TrieNodes.Leaf([.. Path[..63], (byte)(Path[63] ^ 1)], 7)],
        ["a leaf whose path ends before the key"] = [TrieNodes.Leaf(Path.AsSpan(0, 62), 7)],
        ["a branch without the child"] = [TrieNodes.Branch((Aside, TrieNodes.Named(Leaf)))],
        ["an extension to other keys"] = [TrieNodes.Extension([(byte)Aside], TrieNodes.Named(Branch))],
    };

    private static readonly Dictionary<string, RlpItem[]> ProvingNothing = new(StringComparer.Ordinal)
    {
        ["a node too many"] = [Leaf, Leaf],
        ["a node too few"] = [Branch],
        ["another node"] = [Branch, Leaf],
        ["a node that is a byte string"] = [RlpItem.FromBytes([1, 2])],
        ["a child that is an empty trie"] = [TrieNodes.Branch((Path[0], TrieNodes.Named(Nothing))), Nothing],
        ["a leaf without a value"] = [TrieNodes.Leaf(Path)],
        ["a leaf whose value is a list"] = [TrieNodes.Leaf(Path, RlpItem.List())],
        ["a branch with 16 items"] = [RlpItem.List([.. ((RlpList)Branch).Items[..16]]), LeafBelow],
        ["a branch with 18 items"] = [RlpItem.List([.. ((RlpList)Branch).Items, Nothing]), LeafBelow],
        ["a node of three items"] = [RlpItem.List([.. ((RlpList)Leaf).Items, Nothing])],
        ["a node of one item"] = [RlpItem.List(((RlpList)Leaf).Items[0])],
        ["a path that is a list"] = [RlpItem.List(RlpItem.List(), RlpItem.FromBytes([7]))],
        ["an empty path"] = [RlpItem.List(Nothing, RlpItem.FromBytes([7]))],
        ["an extension with an unknown flag"] = [WithFirst(TrieNodes.Extension(Path.AsSpan(0, 2), TrieNodes.Named(BranchAt(2))), 0x40), BranchAt(2), LeafAfter(3)],
        ["a leaf with an unknown flag"] = [WithFirst(Leaf, 0x60)],
        ["an even path whose padding is not zero"] = [WithFirst(Leaf, 0x21)],
        ["an extension without a child"] = [TrieNodes.Extension(Path.AsSpan(0, 2), Nothing)],
        ["an extension to a branch where the key has ended"] = [TrieNodes.Extension(Path, TrieNodes.Branch((0, TrieNodes.Leaf([], 7))))],
        ["a reference of 31 bytes"] = [TrieNodes.Branch((Path[0], RlpItem.FromBytes(TrieNodes.HashOf(LeafBelow).ToArray().AsSpan(1)))), LeafBelow],
        ["a leaf of 32 bytes inside its branch"] = Inside(LeafOf(32)),
        ["a leaf of 33 bytes inside its branch"] = Inside(LeafOf(33)),
        ["a branch of 32 bytes inside an extension"] = [TrieNodes.Extension(Path.AsSpan(0, 63), BranchOf(32))],
    };

    public static TheoryData<string> NamesProving => new(Proving.Keys);

    public static TheoryData<string> NamesProvingNone => new(ProvingNone.Keys);

    public static TheoryData<string> NamesProvingNothing => new(ProvingNothing.Keys);

    /// <summary>geth and Besu send no node. reth and anvil send the RLP of the empty string.</summary>
    public static TheoryData<byte[][], bool> EmptyProofs => new()
    {
        { [], true },
        { [[0x80]], true },
        { [[0x81]], false },
        { [[]], false },
        { [[0x80], [0x80]], false },
    };

    [Fact]
    public void EmptyRoot_IsThePublishedOne() =>
        Assert.Equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", PatriciaTrie.EmptyRoot.ToHex());

    [Theory]
    [MemberData(nameof(EmptyProofs))]
    public void TryFind_InAnEmptyTrie_NeedsTheProofOfAnEmptyTrie(byte[][] nodes, bool expected)
    {
        Assert.Equal(expected, PatriciaTrie.TryFind(PatriciaTrie.EmptyRoot, Key.ToArray(), Proof(nodes), out var value));
        Assert.Null(value);
    }

    [Fact]
    public void TryFind_UnderAnotherRoot_IsNotProvenByAnEmptyTrie() =>
        Assert.All([[], [[0x80]]], (byte[][] nodes) => Assert.False(PatriciaTrie.TryFind(Digest.Sha256([2]), Key.ToArray(), Proof(nodes), out _)));

    [Theory, MemberData(nameof(NamesProving))]
    public void TryFind_NodesDownToALeaf_ProveItsValue(string name)
    {
        Assert.True(TryFind(Proving[name], out var value));

        Assert.Equal(7, value!.Value[^1]);
    }

    [Theory, MemberData(nameof(NamesProvingNone))]
    public void TryFind_NodesDownToAnotherPath_ProveThatThereIsNoValue(string name)
    {
        Assert.True(TryFind(ProvingNone[name], out var value));

        Assert.Null(value);
    }

    [Theory, MemberData(nameof(NamesProvingNothing))]
    public void TryFind_WrongNodes_ProveNothing(string name) => Assert.False(TryFind(ProvingNothing[name], out _));

    [Fact]
    public void TryFind_NodeThatIsNoRlp_ProvesNothing()
    {
        byte[] node = [0xc1];

        Assert.False(PatriciaTrie.TryFind(Keccak.Hash(node), Key.ToArray(), Proof([node]), out _));
    }

    /// <summary>A branch at a place of the path, whose child of the path is a leaf.</summary>
    private static RlpItem BranchAt(int nibbles) => TrieNodes.Branch(
        (Path[nibbles], TrieNodes.Named(LeafAfter(nibbles + 1))), (Path[nibbles] ^ 1, TrieNodes.Named(Leaf)));

    private static RlpItem LeafAfter(int nibbles) => TrieNodes.Leaf(Path.AsSpan(nibbles), 7);

    /// <summary>A leaf with 4 nibbles of the path left whose RLP has this length, because its value has leading zeros.</summary>
    private static RlpItem LeafOf(int length) => TrieNodes.Leaf(Path.AsSpan(60), [.. new byte[length - 7], 7]);

    /// <summary>A branch at the last nibble of the path whose RLP has this length, because the value of its leaf has leading zeros.</summary>
    private static RlpItem BranchOf(int length) => TrieNodes.Branch((Path[63], TrieNodes.Leaf([], [.. new byte[length - 21], 7])));

    /// <summary>An extension to a branch that contains a leaf, not its hash.</summary>
    private static RlpItem[] Inside(RlpItem leaf, int nibbles = 59)
    {
        var branch = TrieNodes.Branch((Path[nibbles], leaf), (Path[nibbles] ^ 1, TrieNodes.Named(Leaf)));
        return [TrieNodes.Extension(Path.AsSpan(0, nibbles), TrieNodes.Named(branch)), branch];
    }

    /// <summary>The same node with another first byte of its path.</summary>
    private static RlpItem WithFirst(RlpItem node, byte first)
    {
        var items = ((RlpList)node).Items;
        return new RlpList(items.SetItem(0, new RlpBytes(((RlpBytes)items[0]).Bytes.SetItem(0, first))));
    }

    private static bool TryFind(RlpItem[] nodes, out ImmutableArray<byte>? value) =>
        PatriciaTrie.TryFind(TrieNodes.HashOf(nodes[0]), Key.ToArray(), TrieNodes.Proof(nodes), out value);

    private static ImmutableArray<ImmutableArray<byte>> Proof(byte[][] nodes) => [.. nodes.Select(node => (ImmutableArray<byte>)[.. node])];
}
