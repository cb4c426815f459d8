using System.Security.Cryptography;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>The verification of ES256 in a browser accepts and refuses what .NET does elsewhere.</summary>
public sealed class P256PublicKeyTests
{
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    [Fact]
    public void Verify_SignaturesAndDamagedOnes_AgreesWithDotNet()
    {
        var random = new Random(18);
        for (var round = 0; round < 40; round++)
        {
            using var signer = Es256Signer.Generate();
            var message = new byte[random.Next(200)];
            random.NextBytes(message);
            var signature = signer.Sign(message);
            AssertSame(signer.PublicKey, message, signature, expected: true);

            signature[random.Next(signature.Length)] ^= (byte)(1 << random.Next(8));
            AssertSame(signer.PublicKey, message, signature, expected: false);
        }
    }

    [Fact]
    public void Verify_NumbersOutsideTheirRange_IsRefused()
    {
        using var signer = Es256Signer.Generate();
        byte[] message = [1, 2, 3];
        var signature = signer.Sign(message);
        byte[] zero = new byte[32], most = [.. Enumerable.Repeat((byte)0xff, 32)];
        foreach (var part in new[] { zero, Order, most })
        {
            AssertSame(signer.PublicKey, message, [.. part, .. signature[32..]], expected: false);
            AssertSame(signer.PublicKey, message, [.. signature[..32], .. part], expected: false);
            AssertSame(signer.PublicKey, message, [.. part, .. part], expected: false);
        }
    }

    [Fact]
    public void Verify_SecondFormOfS_IsAcceptedAsByDotNet()
    {
        // (r, n − s) is a signature too. RFC 7518 does not refuse it, so both must say the same.
        using var signer = Es256Signer.Generate();
        byte[] message = [4, 5, 6];
        var signature = signer.Sign(message);
        var other = new System.Numerics.BigInteger(Order, isUnsigned: true, isBigEndian: true)
            - new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = other.ToByteArray(isUnsigned: true, isBigEndian: true);

        AssertSame(signer.PublicKey, message, [.. signature[..32], .. new byte[32 - bytes.Length], .. bytes], expected: true);
    }

    private static void AssertSame(Jwk key, byte[] message, byte[] signature, bool expected)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.PublicKey[..32].ToArray(), Y = key.PublicKey[32..].ToArray() },
        });

        Assert.Equal(expected, ecdsa.VerifyData(message, signature, HashAlgorithmName.SHA256));
        Assert.Equal(expected, new P256PublicKey(key.PublicKey.Span).Verify(message, signature));
    }
}
