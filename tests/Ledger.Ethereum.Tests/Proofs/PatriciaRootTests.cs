using System.Collections.Immutable;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Proofs;

namespace Ledger.Ethereum.Tests.Proofs;

public sealed class PatriciaRootTests
{
    [Fact]
    public void Of_Nothing_IsTheEmptyRoot() => Assert.Equal(PatriciaTrie.EmptyRoot, PatriciaRoot.Of([]));

    [Fact]
    public void Of_TheSameEntriesInAnotherOrder_IsTheSame()
    {
        var entries = Enumerable.Range(1, 50).Select(number => (Key: new[] { (byte)number }, Value: new[] { (byte)number, (byte)1 })).ToList();

        var root = PatriciaRoot.Of(entries);
        entries.Reverse();

        Assert.Equal(root, PatriciaRoot.Of(entries));
        Assert.NotEqual(root, PatriciaRoot.Of(entries.Skip(1)));
    }

    /// <summary>A single leaf is its own proof, and the walk over proofs was written for itself.</summary>
    [Fact]
    public void Of_OneEntry_IsProvenByItsOnlyNode()
    {
        byte[] key = [7], value = [1, 2, 3];
        var path = Keccak.Hash(key).ToArray();
        ImmutableArray<byte> leaf = [.. Rlp.Encode(RlpItem.List(RlpItem.Of((byte[])[0x20, .. path]), RlpItem.Of(value)))];

        var root = PatriciaRoot.Of([(key, value)]);

        Assert.True(PatriciaTrie.TryFind(root, key, [leaf], out var found));
        Assert.Equal(value, found!.Value);
    }
}
