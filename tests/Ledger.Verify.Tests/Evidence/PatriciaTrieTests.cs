using System.Collections.Immutable;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Edge cases of the trie. <c>EvidenceTests</c> covers the rest with proofs from a real chain.</summary>
public sealed class PatriciaTrieTests
{
    private static readonly Digest Key = Digest.Sha256([1]);

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
    public void TryFind_InATrieThatHoldsNothing_IsProvenByNothingElse(byte[][] nodes, bool expected)
    {
        Assert.Equal(expected, PatriciaTrie.TryFind(PatriciaTrie.EmptyRoot, Key.ToArray(), Proof(nodes), out var value));
        Assert.Null(value);
    }

    [Fact]
    public void TryFind_UnderAnotherRoot_IsNotProvenByAnEmptyTrie() =>
        Assert.All([[], [[0x80]]], (byte[][] nodes) => Assert.False(PatriciaTrie.TryFind(Digest.Sha256([2]), Key.ToArray(), Proof(nodes), out _)));

    private static ImmutableArray<ImmutableArray<byte>> Proof(byte[][] nodes) => [.. nodes.Select(node => (ImmutableArray<byte>)[.. node])];
}
