using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Ledger.Ethereum.Transactions;

/// <summary>The curve of Ethereum accounts (SEC 2, section 2.4.1), signing as RFC 6979 with low s (EIP-2) and recovery (SEC 1, section 4.1.6).</summary>
internal static class Secp256k1
{
    private static readonly ECDomainParameters Domain = CreateDomain();
    private static readonly BigInteger HalfOrder = Domain.N.ShiftRight(1);

    /// <summary>True for 1 to n - 1, the only valid private keys.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32)
        {
            return false;
        }

        var number = new BigInteger(1, key);
        return number.SignValue > 0 && number.CompareTo(Domain.N) < 0;
    }

    /// <summary>True for 64 bytes x ‖ y that are a point of the curve.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != 64)
        {
            return false;
        }

        try
        {
            return Domain.Curve.DecodePoint([0x04, .. publicKey]).IsValid();
        }
        catch (ArgumentException)
        {
            return false; // A coordinate above the field, or no point of the curve.
        }
    }

    /// <summary>The uncompressed public key without its 0x04 prefix: x ‖ y, 64 bytes.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey) => Coordinates(Domain.G.Multiply(new BigInteger(1, privateKey)));

    /// <summary>The last 20 bytes of keccak256(x ‖ y).</summary>
    public static ChainAddress Address(ReadOnlySpan<byte> publicKey) =>
        ChainAddress.TryParse(Hex.Data(Keccak.Hash(publicKey).ToArray().AsSpan(12)), out var address) ? address : throw new UnreachableException();

    public static (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(ReadOnlySpan<byte> privateKey, Digest hash)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), Domain));
        var signature = signer.GenerateSignature(hash.ToArray());
        var r = signature[0];
        var s = signature[1].CompareTo(HalfOrder) > 0 ? Domain.N.Subtract(signature[1]) : signature[1];

        // r is the x coordinate mod n; x above n happens with probability 2^-127, so only the parity of y is left to find.
        var publicKey = PublicKey(privateKey);
        for (var recoveryId = 0; recoveryId < 2; recoveryId++)
        {
            if (Recover(hash, r, s, recoveryId) is { } recovered && recovered.AsSpan().SequenceEqual(publicKey))
            {
                return ([.. Fixed(r)], [.. Fixed(s)], recoveryId);
            }
        }

        throw new CryptographicFailureException("A signature did not recover to its own key.");
    }

    /// <summary>The public key that made a signature, or null when there is none.</summary>
    public static byte[]? Recover(Digest hash, ReadOnlySpan<byte> r, ReadOnlySpan<byte> s, int recoveryId) =>
        Recover(hash, new BigInteger(1, r), new BigInteger(1, s), recoveryId);

    private static byte[]? Recover(Digest hash, BigInteger r, BigInteger s, int recoveryId)
    {
        if (r.SignValue <= 0 || s.SignValue <= 0 || r.CompareTo(Domain.N) >= 0 || s.CompareTo(Domain.N) >= 0)
        {
            return null;
        }

        ECPoint point;
        try
        {
            point = Domain.Curve.DecodePoint([(byte)(0x02 + recoveryId), .. Fixed(r)]);
        }
        catch (ArgumentException)
        {
            return null; // No point of the curve has this x.
        }

        var inverse = r.ModInverse(Domain.N);
        var u1 = new BigInteger(1, hash.ToArray()).Negate().Multiply(inverse).Mod(Domain.N);
        var u2 = s.Multiply(inverse).Mod(Domain.N);
        var key = ECAlgorithms.SumOfTwoMultiplies(Domain.G, u1, point, u2);
        return key.IsInfinity ? null : Coordinates(key);
    }

    private static byte[] Coordinates(ECPoint point) => point.Normalize().GetEncoded(compressed: false)[1..];

    private static byte[] Fixed(BigInteger number)
    {
        var digits = number.ToByteArrayUnsigned();
        return [.. new byte[32 - digits.Length], .. digits];
    }

    private static ECDomainParameters CreateDomain()
    {
        var curve = CustomNamedCurves.GetByName("secp256k1");
        return new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
    }
}

/// <summary>A computation that cannot fail did: faulty memory or a faulty library. Nothing was signed.</summary>
internal sealed class CryptographicFailureException(string message) : Exception(message);
