using System.Security.Cryptography;

namespace Ledger.Tests.Log;

/// <summary>
/// The tree of RFC 9162 section 2.1, implemented literally and without any code of the tested classes. Hashes of ranges are cached, so that checking
/// every proof of a few hundred leaves stays fast.
/// </summary>
internal sealed class NaiveTree(IEnumerable<ReadOnlyMemory<byte>> entries)
{
    private readonly byte[][] _leaves = [.. entries.Select(entry => SHA256.HashData([0, .. entry.Span]))];
    private readonly Dictionary<(int Start, int End), byte[]> _known = [];

    public int Size => _leaves.Length;

    /// <summary>MTH(D[0:size]).</summary>
    public byte[] Root(int size) => Hash(0, size);

    /// <summary>MTH(D[start:end]).</summary>
    public byte[] Hash(int start, int end)
    {
        if (end - start < 2)
        {
            return end == start ? SHA256.HashData([]) : _leaves[start];
        }

        if (!_known.TryGetValue((start, end), out var hash))
        {
            var k = Split(end - start);
            hash = SHA256.HashData([1, .. Hash(start, start + k), .. Hash(start + k, end)]);
            _known[(start, end)] = hash;
        }

        return hash;
    }

    /// <summary>PATH(m, D[0:size]), section 2.1.3.1.</summary>
    public IEnumerable<byte[]> Path(int m, int size) => Path(m, 0, size);

    /// <summary>PROOF(m, D[0:size]), section 2.1.4.1.</summary>
    public IEnumerable<byte[]> Proof(int m, int size) => SubProof(m, 0, size, isWhole: true);

    private IEnumerable<byte[]> Path(int m, int start, int end)
    {
        if (end - start == 1)
        {
            return [];
        }

        var k = Split(end - start);
        return m < k
            ? Path(m, start, start + k).Append(Hash(start + k, end))
            : Path(m - k, start + k, end).Append(Hash(start, start + k));
    }

    private IEnumerable<byte[]> SubProof(int m, int start, int end, bool isWhole)
    {
        if (m == end - start)
        {
            return isWhole ? [] : [Hash(start, end)];
        }

        var k = Split(end - start);
        return m <= k
            ? SubProof(m, start, start + k, isWhole).Append(Hash(start + k, end))
            : SubProof(m - k, start + k, end, isWhole: false).Append(Hash(start, start + k));
    }

    // The largest power of two smaller than n.
    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
