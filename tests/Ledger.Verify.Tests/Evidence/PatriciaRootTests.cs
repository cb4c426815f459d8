using Ledger.Verify.Evidence;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Compared with published roots, and with <c>PatriciaTrie</c>, which was written independently.</summary>
public sealed class PatriciaRootTests
{
    public static TheoryData<string, string> Published => JsonVectors.Rows("published", "Evidence", "vectors", "secure-trie.json");

    [Theory, MemberData(nameof(Published))]
    public void Compute_PublishedEntries_IsThePublishedRoot(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);

        var root = PatriciaRoot.Compute(json.GetProperty("in").EnumerateObject().Select(entry => (BytesOf(entry.Name), BytesOf(entry.Value.GetString()!))));

        Assert.True(json.GetProperty("root").GetString() == root.ToHex(), desc);
    }

    [Fact]
    public void Compute_Nothing_IsTheEmptyRoot() => Assert.Equal(PatriciaTrie.EmptyRoot, PatriciaRoot.Compute([]));

    [Fact]
    public void Compute_TheSameEntriesInAnotherOrder_IsTheSame()
    {
        var entries = Enumerable.Range(1, 50).Select(number => (Key: new[] { (byte)number }, Value: new[] { (byte)number, (byte)1 })).ToList();

        var root = PatriciaRoot.Compute(entries);
        entries.Reverse();

        Assert.Equal(root, PatriciaRoot.Compute(entries));
        Assert.NotEqual(root, PatriciaRoot.Compute(entries.Skip(1)));
    }

    /// <summary>Two keys whose hashes begin with the same nibbles are under an extension node, which this test builds by hand.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Compute_TwoKeysWhosePathsBeginAlike_IsProvenThroughAnExtension(int nibbles)
    {
        var (one, two) = FindPair(nibbles);
        var (path, other) = (TrieNodes.PathOf(one), TrieNodes.PathOf(two));
        var leaf = TrieNodes.Leaf(path.AsSpan(nibbles + 1), 1, 1);
        var branch = TrieNodes.Branch(
            (path[nibbles], TrieNodes.Named(leaf)), (other[nibbles], TrieNodes.Named(TrieNodes.Leaf(other.AsSpan(nibbles + 1), 2, 2))));
        var extension = TrieNodes.Extension(path.AsSpan(0, nibbles), TrieNodes.Named(branch));

        var root = PatriciaRoot.Compute([(one, [1, 1]), (two, [2, 2])]);

        Assert.Equal(TrieNodes.HashOf(extension), root);
        Assert.True(PatriciaTrie.TryFind(root, one, TrieNodes.Proof(extension, branch, leaf), out var found));
        Assert.Equal([1, 1], found!.Value);
    }

    /// <summary>
    /// Two keys whose hashes begin with the same eight nibbles, so that their leaves are short. A node of 31 bytes is inside its parent, one of 32 is not.
    /// </summary>
    [Theory]
    [InlineData(0x7f, 31)]
    [InlineData(0x80, 32)]
    public void Compute_LeavesShorterThanAHash_AreInsideTheirBranch(byte value, int length)
    {
        var (one, two) = (new byte[] { 0, 0, 0x25, 0xd0 }, new byte[] { 0, 0, 0xe0, 0xcf });
        var (path, other) = (TrieNodes.PathOf(one), TrieNodes.PathOf(two));
        var (leaf, otherLeaf) = (TrieNodes.Leaf(path.AsSpan(9), value), TrieNodes.Leaf(other.AsSpan(9), value));
        var isInside = length < 32;
        var branch = TrieNodes.Branch((path[8], isInside ? leaf : TrieNodes.Named(leaf)), (other[8], isInside ? otherLeaf : TrieNodes.Named(otherLeaf)));

        var root = PatriciaRoot.Compute([(one, [value]), (two, [value])]);

        Assert.Equal((8, length), (path.AsSpan().CommonPrefixLength(other), Rlp.Encode(leaf).Length));
        Assert.Equal(TrieNodes.HashOf(TrieNodes.Extension(path.AsSpan(0, 8), TrieNodes.Named(branch))), root);
    }

    private static (byte[] One, byte[] Two) FindPair(int nibbles) => (
        from one in Enumerable.Range(0, 256)
        from two in Enumerable.Range(one + 1, 255 - one)
        let keys = (One: new[] { (byte)one }, Two: new[] { (byte)two })
        where TrieNodes.PathOf(keys.One).AsSpan().CommonPrefixLength(TrieNodes.PathOf(keys.Two)) == nibbles
        select keys).First();

    private static byte[] BytesOf(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? JsonVectors.Bytes(text) : System.Text.Encoding.ASCII.GetBytes(text);
}
