using System.Numerics;

namespace Ledger.Verify.Trees;

/// <summary>The leaves from <paramref name="Start"/> (included) to <paramref name="End"/> (excluded).</summary>
internal readonly record struct LeafRange(long Start, long End)
{
    public long Count => End - Start;

    /// <summary>The number of leaves on the left: the largest power of two below the count (RFC 9162 section 2.1.1).</summary>
    public long Split() => 1L << BitOperations.Log2((ulong)(Count - 1));
}
