using System.Numerics;

namespace Ledger.Verify.Evidence;

/// <summary>One RLP item: a byte string, or a list of items.</summary>
public abstract record RlpItem
{
    public static RlpItem FromBytes(ReadOnlySpan<byte> bytes) => new RlpBytes([.. bytes]);

    /// <summary>Makes a scalar: big-endian without leading zeros, empty for zero (Yellow Paper, appendix B).</summary>
    public static RlpItem FromScalar(BigInteger scalar) => new RlpBytes([.. scalar.IsZero ? [] : scalar.ToByteArray(isUnsigned: true, isBigEndian: true)]);

    public static RlpItem List(params ReadOnlySpan<RlpItem> items) => new RlpList([.. items]);
}
