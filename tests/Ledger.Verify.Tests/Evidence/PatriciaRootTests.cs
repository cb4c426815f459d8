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
        var (path, other) = (PathOf(one), PathOf(two));
        RlpItem[] children = [.. Enumerable.Repeat(RlpItem.FromBytes([]), 17)];
        var leaf = Leaf(path[(nibbles + 1)..], 1);
        children[path[nibbles]] = Named(leaf);
        children[other[nibbles]] = Named(Leaf(other[(nibbles + 1)..], 2));
        var branch = Rlp.Encode(RlpItem.List(children));
        byte[] prefix = nibbles == 1 ? [(byte)(0x10 | path[0])] : [0x00, (byte)((path[0] << 4) | path[1])];
        var extension = Rlp.Encode(RlpItem.List(RlpItem.FromBytes(prefix), Named(branch)));

        var root = PatriciaRoot.Compute([(one, [1, 1]), (two, [2, 2])]);

        Assert.Equal(Keccak.Hash(extension), root);
        Assert.True(PatriciaTrie.TryFind(root, one, [[.. extension], [.. branch], [.. leaf]], out var found));
        Assert.Equal([1, 1], found!.Value);
    }

    private static (byte[] One, byte[] Two) FindPair(int nibbles) => (
        from one in Enumerable.Range(0, 256)
        from two in Enumerable.Range(one + 1, 255 - one)
        let keys = (One: new[] { (byte)one }, Two: new[] { (byte)two })
        where PathOf(keys.One).AsSpan().CommonPrefixLength(PathOf(keys.Two)) == nibbles
        select keys).First();

    private static byte[] PathOf(byte[] key) => [.. Convert.ToHexStringLower(Keccak.Hash(key).ToArray()).Select(digit => Convert.ToByte($"{digit}", 16))];

    private static byte[] Leaf(byte[] path, byte value)
    {
        byte[] all = path.Length % 2 == 1 ? [3, .. path] : [2, 0, .. path];
        return Rlp.Encode(RlpItem.List(RlpItem.FromBytes([.. all.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))]), RlpItem.FromBytes([value, value])));
    }

    private static RlpItem Named(byte[] node) => RlpItem.FromBytes(Keccak.Hash(node).ToArray());

    private static byte[] BytesOf(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? JsonVectors.Bytes(text) : System.Text.Encoding.ASCII.GetBytes(text);
}
