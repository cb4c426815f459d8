using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>Leaves from <paramref name="Start"/> up to but without <paramref name="End"/>.</summary>
internal readonly record struct LeafRange(long Start, long End)
{
    public long Count => End - Start;

    /// <summary>The number of leaves on the left: the largest power of two below the count (RFC 9162 section 2.1.1).</summary>
    public long Split() => 1L << BitOperations.Log2((ulong)(Count - 1));
}
