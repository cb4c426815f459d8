using System.Diagnostics;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Ledger.Verify.Evidence;

/// <summary>
/// Computes with the public keys of accounts and validators: points of secp256k1 (SEC 2, section 2.4.1), written as x ‖ y in 64 bytes. Stateless
/// and thread-safe.
/// </summary>
public static class ChainPublicKey
{
    private const int ScalarLength = 32;
    private const byte Uncompressed = 0x04;
    private const byte CompressedEven = 0x02;

    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");

    /// <summary>True for 64 bytes x ‖ y that encode a point of the curve.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> publicKey) => TryDecode([Uncompressed, .. publicKey]) is not null;

    /// <summary>The address of an account: the last 20 bytes of Keccak-256(x ‖ y) (Yellow Paper, appendix F).</summary>
    public static ChainAddress AddressOf(ReadOnlySpan<byte> publicKey) =>
        ChainAddress.TryRead(Keccak.Hash(publicKey).ToArray().AsSpan(Digest.Length - ChainAddress.Length), out var address) ? address : throw new UnreachableException();

    /// <summary>Recovers the public key that made a signature (SEC 1, section 4.1.6).</summary>
    /// <param name="hash">The signed hash.</param>
    /// <param name="r">32 bytes, big-endian.</param>
    /// <param name="s">32 bytes, big-endian.</param>
    /// <param name="recoveryId">0 when the y coordinate of the signature's point is even, 1 when it is odd.</param>
    /// <returns>64 bytes. Null when no key made the signature, or when r or s is not between 1 and n − 1.</returns>
    public static byte[]? Recover(Digest hash, ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, int recoveryId)
    {
        if (recoveryId is not (0 or 1) || TryReadScalar(r) is not { } rNumber || TryReadScalar(s) is not { } sNumber
            || TryDecode([(byte)(CompressedEven + recoveryId), .. r]) is not { } point)
        {
            return null;
        }

        // Q = r⁻¹ · (s·R − e·G)
        var inverse = rNumber.ModInverse(Curve.N);
        var e = new BigInteger(1, hash.ToArray());
        var key = ECAlgorithms.SumOfTwoMultiplies(
            Curve.G, e.Negate().Multiply(inverse).Mod(Curve.N), point, sNumber.Multiply(inverse).Mod(Curve.N));
        return key.IsInfinity ? null : key.Normalize().GetEncoded(compressed: false)[1..];
    }

    private static BigInteger? TryReadScalar(ReadOnlySpan<byte> bytes) =>
        bytes.Length == ScalarLength && new BigInteger(1, bytes) is var number && number.SignValue > 0 && number.CompareTo(Curve.N) < 0 ? number : null;

    private static ECPoint? TryDecode(byte[] encoded)
    {
        try
        {
            return Curve.Curve.DecodePoint(encoded);
        }
        catch (ArgumentException)
        {
            return null; // not a point of the curve
        }
    }
}
