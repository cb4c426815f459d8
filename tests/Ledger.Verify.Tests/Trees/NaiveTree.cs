using System.Numerics;
using System.Security.Cryptography;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>
/// RFC 9162 section 2.1, written literally: recursive, with SHA-256 only and without the code under test. Roots are cached, so all proofs of all
/// small trees take little time.
/// </summary>
internal sealed class NaiveTree(IReadOnlyList<byte[]> entries)
{
    private readonly Dictionary<(int Start, int End), byte[]> _roots = [];

    public int Count => entries.Count;

    /// <summary>A tree in which entry number <c>i</c> is the text <c>leaf i</c>.</summary>
    public static NaiveTree OfSize(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => System.Text.Encoding.ASCII.GetBytes($"leaf {i}"))]);

    /// <summary>MTH(D[start:end]), section 2.1.1.</summary>
    public byte[] Root(int start, int end)
    {
        if (!_roots.TryGetValue((start, end), out var root))
        {
            var k = start + Split(end - start);
            root = (end - start) switch
            {
                0 => SHA256.HashData([]),
                1 => SHA256.HashData([0x00, .. entries[start]]),
                _ => SHA256.HashData([0x01, .. Root(start, k), .. Root(k, end)]),
            };
            _roots.Add((start, end), root);
        }

        return root;
    }

    /// <summary>PATH(m, D[start:end]), section 2.1.3.1; m counts from the start of the range.</summary>
    public IEnumerable<byte[]> Path(int m, int start, int end)
    {
        var k = Split(end - start);
        return end - start == 1 ? []
            : m < k ? Path(m, start, start + k).Append(Root(start + k, end))
            : Path(m - k, start + k, end).Append(Root(start, start + k));
    }

    /// <summary>PROOF(m, D_n), section 2.1.4.1, for 0 &lt; m &lt; n.</summary>
    public IEnumerable<byte[]> Proof(int m, int n) => SubProof(m, 0, n, isWhole: true);

    public Digest RootDigest(int size) => ToDigest(Root(0, size));

    public Digest Leaf(int index) => ToDigest(Root(index, index + 1));

    /// <summary>The hash of a complete subtree, as a tile reader returns it.</summary>
    public Digest Node(TreeNode node) => ToDigest(Root((int)(node.Index << node.Level), (int)((node.Index + 1) << node.Level)));

    public Digest[] Inclusion(int index, int size) => [.. Path(index, 0, size).Select(ToDigest)];

    /// <summary>The consistency proof. Equal sizes and an old size of 0 need no hashes.</summary>
    public Digest[] Consistency(int oldSize, int newSize) =>
        oldSize == 0 || oldSize == newSize ? [] : [.. Proof(oldSize, newSize).Select(ToDigest)];

    public static Digest ToDigest(byte[] bytes)
    {
        Assert.True(Digest.TryRead(bytes, out var digest));
        return digest;
    }

    private IEnumerable<byte[]> SubProof(int m, int start, int end, bool isWhole)
    {
        var n = end - start;
        var k = Split(n);
        return m == n ? (isWhole ? [] : [Root(start, end)])
            : m <= k ? SubProof(m, start, start + k, isWhole).Append(Root(start + k, end))
            : SubProof(m - k, start + k, end, isWhole: false).Append(Root(start, start + k));
    }

    /// <summary>The largest power of two below n.</summary>
    private static int Split(int n) => n < 2 ? 0 : 1 << BitOperations.Log2((uint)(n - 1));
}
