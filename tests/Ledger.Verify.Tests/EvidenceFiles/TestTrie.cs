using System.Collections.Immutable;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.EvidenceFiles;

/// <summary>
/// A Merkle Patricia trie with hashed keys (Yellow Paper, appendices C and D) that proves its entries. Only for values so long that no node is
/// stored inside its parent. Immutable.
/// </summary>
internal sealed class TestTrie(IEnumerable<(byte[] Key, byte[] Value)> entries)
{
    private readonly (byte[] Path, byte[] Value)[] _leaves = [.. entries.Select(entry => (PathOf(entry.Key), entry.Value))];

    public Digest Root => _leaves.Length == 0 ? Keccak.Hash([0x80]) : Keccak.Hash(MakeNode(_leaves, 0, path: [], []));

    /// <summary>The nodes from the root to the key, or to the place where it would be.</summary>
    public ImmutableArray<ImmutableArray<byte>> Prove(byte[] key)
    {
        var proof = new List<byte[]>();
        if (_leaves.Length > 0)
        {
            MakeNode(_leaves, 0, PathOf(key), proof);
        }

        return [.. proof.AsEnumerable().Reverse().Select(node => (ImmutableArray<byte>)[.. node])];
    }

    /// <summary>Makes the node above these leaves, whose paths are equal up to the depth. A node on the path is added to the proof after its child.</summary>
    private static byte[] MakeNode((byte[] Path, byte[] Value)[] leaves, int depth, byte[] path, List<byte[]> proof)
    {
        var first = leaves[0].Path;
        var shared = leaves.Min(leaf => leaf.Path.AsSpan(depth).CommonPrefixLength(first.AsSpan(depth)));
        RlpItem node;
        if (leaves.Length == 1)
        {
            node = RlpItem.List(Encode(first[depth..], flag: 2), RlpItem.FromBytes(leaves[0].Value));
        }
        else if (shared > 0)
        {
            var isOnPath = path.AsSpan(Math.Min(depth, path.Length)).StartsWith(first.AsSpan(depth, shared));
            node = RlpItem.List(Encode(first[depth..(depth + shared)], flag: 0), Name(MakeNode(leaves, depth + shared, isOnPath ? path : [], proof)));
        }
        else
        {
            node = RlpItem.List([.. Enumerable.Range(0, 16).Select(nibble => MakeChild(leaves, depth, nibble, path, proof)), RlpItem.FromBytes([])]);
        }

        var encoded = Rlp.Encode(node);
        if (path.Length > 0)
        {
            proof.Add(encoded);
        }

        return encoded;
    }

    private static RlpItem MakeChild((byte[] Path, byte[] Value)[] leaves, int depth, int nibble, byte[] path, List<byte[]> proof)
    {
        var below = leaves.Where(leaf => leaf.Path[depth] == nibble).ToArray();
        var isOnPath = path.Length > 0 && path[depth] == nibble;
        return below.Length == 0 ? RlpItem.FromBytes([]) : Name(MakeNode(below, depth + 1, isOnPath ? path : [], proof));
    }

    private static RlpItem Name(byte[] node) => RlpItem.FromBytes(Keccak.Hash(node).ToArray());

    private static RlpItem Encode(byte[] nibbles, int flag)
    {
        byte[] all = nibbles.Length % 2 == 1 ? [(byte)(flag + 1), .. nibbles] : [(byte)flag, 0, .. nibbles];
        return RlpItem.FromBytes([.. all.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))]);
    }

    private static byte[] PathOf(byte[] key) => [.. Keccak.Hash(key).ToArray().SelectMany(octet => new[] { (byte)(octet >> 4), (byte)(octet & 15) })];
}
