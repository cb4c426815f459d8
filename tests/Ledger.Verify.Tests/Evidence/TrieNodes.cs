using System.Collections.Immutable;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Makes the nodes of a Merkle Patricia trie one by one, from the Yellow Paper, appendices C and D, so that a test can make wrong ones too.</summary>
internal static class TrieNodes
{
    private const int Children = 16;

    /// <summary>The nibbles of the hash of a key.</summary>
    public static byte[] PathOf(byte[] key) => [.. Convert.ToHexStringLower(Keccak.Hash(key).ToArray()).Select(digit => Convert.ToByte($"{digit}", 16))];

    public static RlpItem Leaf(ReadOnlySpan<byte> nibbles, params byte[] value) => Leaf(nibbles, RlpItem.FromBytes(value));

    public static RlpItem Leaf(ReadOnlySpan<byte> nibbles, RlpItem value) => RlpItem.List(RlpItem.FromBytes(PathBytes(nibbles, flag: 2)), value);

    public static RlpItem Extension(ReadOnlySpan<byte> nibbles, RlpItem child) => RlpItem.List(RlpItem.FromBytes(PathBytes(nibbles, flag: 0)), child);

    /// <summary>A branch with these children at their nibbles and no others.</summary>
    public static RlpItem Branch(params (int Nibble, RlpItem Child)[] children) => RlpItem.List(
        [.. Enumerable.Range(0, Children + 1).Select(nibble => children.Where(child => child.Nibble == nibble).Select(child => child.Child).FirstOrDefault(RlpItem.FromBytes([])))]);

    /// <summary>A reference to a node by its hash.</summary>
    public static RlpItem Named(RlpItem node) => RlpItem.FromBytes(HashOf(node).ToArray());

    public static Digest HashOf(RlpItem node) => Keccak.Hash(Rlp.Encode(node));

    /// <summary>A proof of these nodes, from the root down.</summary>
    public static ImmutableArray<ImmutableArray<byte>> Proof(params RlpItem[] nodes) => [.. nodes.Select(node => Rlp.Encode(node).ToImmutableArray())];

    private static byte[] PathBytes(ReadOnlySpan<byte> nibbles, int flag)
    {
        byte[] all = nibbles.Length % 2 == 1 ? [(byte)(flag + 1), .. nibbles] : [(byte)flag, 0, .. nibbles];
        return [.. all.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))];
    }
}
