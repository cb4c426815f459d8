using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>Computes the root of a Merkle Patricia trie whose keys are hashes (Yellow Paper, appendix D). Stateless.</summary>
internal static class PatriciaRoot
{
    private const int Children = 16;

    /// <summary>Computes the root.</summary>
    /// <param name="entries">The keys before hashing, all different, with their values, none of them empty.</param>
    public static Digest Compute(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        (byte[] Path, byte[] Value)[] leaves = [.. entries.Select(entry => (PatriciaTrie.NibblesOf(Keccak.Hash(entry.Key)), entry.Value))];
        return leaves.Length == 0 ? PatriciaTrie.EmptyRoot : Keccak.Hash(Rlp.Encode(Node(leaves, 0)));
    }

    /// <summary>Builds the node above these leaves. Their paths are equal up to <paramref name="depth"/>.</summary>
    private static RlpItem Node((byte[] Path, byte[] Value)[] leaves, int depth)
    {
        var first = leaves[0].Path.AsSpan(depth);
        if (leaves.Length == 1)
        {
            return RlpItem.List(RlpItem.FromBytes(Encode(first, isLeaf: true)), RlpItem.FromBytes(leaves[0].Value));
        }

        var shared = first.Length;
        foreach (var (path, _) in leaves)
        {
            shared = Math.Min(shared, first.CommonPrefixLength(path.AsSpan(depth)));
        }

        if (shared > 0)
        {
            return RlpItem.List(RlpItem.FromBytes(Encode(first[..shared], isLeaf: false)), Reference(Node(leaves, depth + shared)));
        }

        var groups = leaves.ToLookup(leaf => leaf.Path[depth]);
        var children = Enumerable.Range(0, Children).Select(nibble =>
            groups.Contains((byte)nibble) ? Reference(Node([.. groups[(byte)nibble]], depth + 1)) : RlpItem.FromBytes([]));
        return RlpItem.List([.. children, RlpItem.FromBytes([])]); // All keys are hashes of the same length, so no key ends in a branch.
    }

    /// <summary>A node that is shorter than its hash is stored inside its parent. Other nodes are named by their hash.</summary>
    private static RlpItem Reference(RlpItem node)
    {
        var encoded = Rlp.Encode(node);
        return encoded.Length < Digest.Length ? node : RlpItem.FromBytes(Keccak.Hash(encoded).ToArray());
    }

    // Appendix C: the first nibble says whether the node is a leaf and whether the number of nibbles is odd.
    private static byte[] Encode(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        var isOdd = nibbles.Length % 2 == 1;
        var flag = (byte)((isLeaf ? 2 : 0) | (isOdd ? 1 : 0));
        byte[] all = isOdd ? [flag, .. nibbles] : [flag, 0, .. nibbles];
        return [.. all.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))];
    }
}
