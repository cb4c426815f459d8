using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Verifies proofs in the Merkle Patricia trie with hashed keys (Yellow Paper, appendix D). A node is referenced by its Keccak-256 hash. A node
/// whose RLP is shorter than 32 bytes is stored inside its parent.
/// </summary>
internal static class PatriciaTrie
{
    private const int BranchItems = 17;
    private const int KeyNibbles = 2 * Digest.Length;

    /// <summary>The root of an empty trie: Keccak-256 of an empty byte string in RLP.</summary>
    public static Digest EmptyRoot { get; } = Keccak.Hash([0x80]);

    /// <summary>Verifies a proof and returns the value.</summary>
    /// <param name="root">The root of the trie.</param>
    /// <param name="key">The key, before hashing.</param>
    /// <param name="proof">All nodes that are referenced by hash, from the root down, and no others.</param>
    /// <param name="value">The value. Null when the proof shows that the trie does not contain the key.</param>
    /// <returns>False when the proof is invalid: a wrong node, too few nodes or too many.</returns>
    public static bool TryFind(Digest root, ReadOnlySpan<byte> key, ImmutableArray<ImmutableArray<byte>> proof, out ImmutableArray<byte>? value)
    {
        value = null;
        if (root == EmptyRoot)
        {
            return proof is [] || proof is [[0x80]]; // Some clients return no node, others the empty node itself.
        }

        try
        {
            var walk = new Walk(NibblesOf(Keccak.Hash(key)), proof);
            var isProof = walk.TryTake(root, out var node) && walk.TryDescend(node, out value);
            return isProof && walk.IsUsedUp;
        }
        catch (RlpException)
        {
            return false;
        }
    }

    public static byte[] NibblesOf(Digest hash)
    {
        var nibbles = new byte[KeyNibbles];
        foreach (var (place, octet) in hash.ToArray().Index())
        {
            nibbles[2 * place] = (byte)(octet >> 4);
            nibbles[(2 * place) + 1] = (byte)(octet & 15);
        }

        return nibbles;
    }

    private sealed class Walk(byte[] path, ImmutableArray<ImmutableArray<byte>> proof)
    {
        private int _nodesTaken;
        private int _position;

        public bool IsUsedUp => _nodesTaken == proof.Length;

        /// <summary>Takes the next node of the proof, which must have this hash.</summary>
        public bool TryTake(Digest hash, [NotNullWhen(true)] out RlpItem? node)
        {
            node = _nodesTaken < proof.Length && Keccak.Hash(proof[_nodesTaken].AsSpan()) == hash ? Rlp.Decode(proof[_nodesTaken].AsSpan()) : null;
            _nodesTaken++;
            return node is not null;
        }

        public bool TryDescend(RlpItem? node, out ImmutableArray<byte>? value)
        {
            value = null;
            while (node is RlpList { Items: var items })
            {
                if (items.Length == BranchItems)
                {
                    // All keys are hashes of the same length, so no key ends in a branch.
                    if (_position == path.Length || !TryFollow(items[path[_position++]], out node))
                    {
                        return false;
                    }
                }
                else if (items is not [RlpBytes { Bytes: { IsEmpty: false } encoded }, var next] || !TryReadPath(encoded, out var nibbles, out var isLeaf))
                {
                    return false;
                }
                else if (!path.AsSpan(_position).StartsWith(nibbles) || (isLeaf && nibbles.Length != path.Length - _position))
                {
                    return true; // The path of the node differs from the key, so the trie does not contain the key.
                }
                else if (isLeaf)
                {
                    value = (next as RlpBytes)?.Bytes;
                    return value is { IsEmpty: false };
                }
                else
                {
                    _position += nibbles.Length;
                    if (!TryFollow(next, out node) || node is null)
                    {
                        return false; // An extension must have a child.
                    }
                }
            }

            return node is null;
        }

        /// <summary>Resolves a reference to a node. Null for an empty branch.</summary>
        private bool TryFollow(RlpItem reference, out RlpItem? node)
        {
            node = reference;
            if (reference is not RlpBytes { Bytes: var name })
            {
                return Rlp.Encode(reference).Length < Digest.Length; // Only a short node may be stored inside its parent.
            }

            node = null;
            return name.IsEmpty || (Digest.TryRead(name.AsSpan(), out var hash) && TryTake(hash, out node));
        }

        // Appendix C: the first nibble says whether the node is a leaf and whether the number of nibbles is odd.
        private static bool TryReadPath(ImmutableArray<byte> encoded, out byte[] nibbles, out bool isLeaf)
        {
            var flag = encoded[0] >> 4;
            isLeaf = (flag & 2) != 0;
            var isOdd = (flag & 1) != 0;
            var all = encoded.SelectMany(octet => new[] { (byte)(octet >> 4), (byte)(octet & 15) }).ToArray();
            nibbles = all[(isOdd ? 1 : 2)..];
            return flag <= 3 && (isOdd || all[1] == 0);
        }
    }
}
