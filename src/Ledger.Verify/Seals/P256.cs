using System.Globalization;
using System.Numerics;

namespace Ledger.Verify.Seals;

/// <summary>Checks the curve equation of P-256 (SEC 2 section 2.4.2). The coordinates are public, so timing does not matter.</summary>
internal static class P256
{
    private static readonly BigInteger P = FromHex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = FromHex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>True when both coordinates are reduced and y² = x³ − 3x + b. The curve has cofactor 1, so no other check is needed.</summary>
    public static bool IsOnCurve(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        var u = new BigInteger(x, isUnsigned: true, isBigEndian: true);
        var v = new BigInteger(y, isUnsigned: true, isBigEndian: true);
        return u < P && v < P && ((v * v) - (u * u * u) + (3 * u) - B) % P == BigInteger.Zero;
    }

    private static BigInteger FromHex(string hex) =>
        BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
