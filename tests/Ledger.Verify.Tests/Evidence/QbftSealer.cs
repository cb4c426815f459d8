using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Seals headers as validators do. The private keys are the small numbers from 1.</summary>
internal static class QbftSealer
{
    private const int NumberLength = 32;

    private static readonly X9ECParameters Curve = CustomNamedCurves.GetByName("secp256k1");

    /// <summary>The public key of a private key: x ‖ y.</summary>
    public static byte[] PublicKeyOf(int key) => Curve.G.Multiply(BigInteger.ValueOf(key)).Normalize().GetEncoded(compressed: false)[1..];

    public static ChainAddress AddressOf(int key) => ChainPublicKey.AddressOf(PublicKeyOf(key));

    /// <summary>Returns the same header with these validators, in ascending order as Besu requires, and without seals.</summary>
    public static QbftHeader Rewrite(QbftHeader header, IEnumerable<int> keys, int round) => header.With(header.ExtraData with
    {
        Validators = [.. keys.Select(AddressOf).OrderBy(address => address.ToString(), StringComparer.Ordinal)],
        Round = round,
        Seals = [],
    });

    /// <summary>Returns the same header with the seals of these keys.</summary>
    public static QbftHeader Seal(QbftHeader header, IEnumerable<int> keys) =>
        header.With(header.ExtraData with { Seals = [.. keys.Select(key => Seal(header.SealHash, key))] });

    /// <summary>One commit seal: r, s and the recovery id. It is the same in every run.</summary>
    public static ImmutableArray<byte> Seal(Digest sealHash, int key)
    {
        // ECDSA (SEC 1, section 4.1.3). Of the two values of s, clients of the chain write the smaller one.
        var secret = new BigInteger(1, Digest.Sha256([.. sealHash.ToArray(), .. BitConverter.GetBytes(key)]).ToArray()).Mod(Curve.N);
        var point = Curve.G.Multiply(secret).Normalize();
        var r = point.AffineXCoord.ToBigInteger().Mod(Curve.N);
        var s = new BigInteger(1, sealHash.ToArray()).Add(r.Multiply(BigInteger.ValueOf(key))).Multiply(secret.ModInverse(Curve.N)).Mod(Curve.N);
        var isOdd = point.AffineYCoord.TestBitZero();
        return s.CompareTo(Curve.N.ShiftRight(1)) > 0
            ? [.. Octets(r), .. Octets(Curve.N.Subtract(s)), (byte)(isOdd ? 0 : 1)]
            : [.. Octets(r), .. Octets(s), (byte)(isOdd ? 1 : 0)];
    }

    private static byte[] Octets(BigInteger number)
    {
        var digits = number.ToByteArrayUnsigned();
        return [.. new byte[NumberLength - digits.Length], .. digits];
    }
}
