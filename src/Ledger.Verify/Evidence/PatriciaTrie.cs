using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Checks proofs in the Merkle Patricia trie whose keys are hashes (Yellow Paper, appendix D). A node is named by its Keccak-256, or, when its
/// RLP is shorter than 32 bytes, stands inside its parent.
/// </summary>
internal static class PatriciaTrie
{
    private const int BranchItems = 17;
    private const int KeyNibbles = 2 * Digest.Length;

    /// <summary>The root of a trie that holds nothing: Keccak-256 of an empty byte string in RLP.</summary>
    public static Digest EmptyRoot { get; } = Keccak.Hash([0x80]);

    /// <summary>Walks a proof.</summary>
    /// <param name="root">The trie's root.</param>
    /// <param name="key">What was looked for, before it is hashed into the trie.</param>
    /// <param name="proof">The nodes that are named by hash, from the root on, all of them and no other.</param>
    /// <param name="value">The value; null when the proof shows that the trie holds none.</param>
    /// <returns>False when the nodes are no proof of anything: wrong, too few, too many.</returns>
    public static bool TryFind(Digest root, ReadOnlySpan<byte> key, ImmutableArray<ImmutableArray<byte>> proof, out ImmutableArray<byte>? value)
    {
        value = null;
        if (root == EmptyRoot || proof.IsEmpty)
        {
            // Some clients prove an empty trie with no node, others with the one it hashes to.
            return root == EmptyRoot && (proof is [] || proof is [[0x80]]);
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
        private int _taken;
        private int _at;

        public bool IsUsedUp => _taken == proof.Length;

        /// <summary>The next node of the proof, which must be the one named.</summary>
        public bool TryTake(Digest hash, [NotNullWhen(true)] out RlpItem? node)
        {
            node = _taken < proof.Length && Keccak.Hash(proof[_taken].AsSpan()) == hash ? Rlp.Decode(proof[_taken].AsSpan()) : null;
            _taken++;
            return node is not null;
        }

        public bool TryDescend(RlpItem? node, out ImmutableArray<byte>? value)
        {
            value = null;
            while (node is RlpList { Items: var items })
            {
                if (items.Length == BranchItems)
                {
                    // Keys are hashes of one length, so none ends in a branch.
                    if (_at == path.Length || !TryFollow(items[path[_at++]], out node))
                    {
                        return false;
                    }
                }
                else if (items is not [RlpBytes { Bytes: { IsEmpty: false } encoded }, var next] || !TryReadPath(encoded, out var nibbles, out var isLeaf))
                {
                    return false;
                }
                else if (!path.AsSpan(_at).StartsWith(nibbles) || (isLeaf && nibbles.Length != path.Length - _at))
                {
                    return true; // The trie goes another way here: it does not hold the key.
                }
                else if (isLeaf)
                {
                    value = (next as RlpBytes)?.Bytes;
                    return value is { IsEmpty: false };
                }
                else
                {
                    _at += nibbles.Length;
                    if (!TryFollow(next, out node) || node is null)
                    {
                        return false; // An extension leads somewhere.
                    }
                }
            }

            return node is null;
        }

        /// <summary>From a reference to the node; null for an empty branch.</summary>
        private bool TryFollow(RlpItem reference, out RlpItem? node)
        {
            node = reference;
            if (reference is not RlpBytes { Bytes: var name })
            {
                return Rlp.Encode(reference).Length < Digest.Length; // It stands in its parent, which longer ones may not.
            }

            node = null;
            return name.IsEmpty || (Digest.TryRead(name.AsSpan(), out var hash) && TryTake(hash, out node));
        }

        // Appendix C: the first nibble says whether it is a leaf, and whether the number of nibbles is odd.
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
