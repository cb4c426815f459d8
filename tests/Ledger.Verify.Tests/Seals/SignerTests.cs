using System.Security.Cryptography;
using Ledger.Verify.Seals;

namespace Ledger.Verify.Tests.Seals;

/// <summary>The keys that seal, and the verifiers of their seals.</summary>
public sealed class SignerTests
{
    private static readonly byte[] Message = [1, 2, 3];

    // RFC 8032 section 7.1, test 3.
    [Fact]
    public void Sign_PublishedEd25519Key_IsThePublishedSignature()
    {
        var signer = new Ed25519Signer(Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));

        Assert.Equal("FC51CD8E6218A1A38DA47ED00230F0580816ED13BA3303AC5DEB911548908025", Convert.ToHexString(signer.PublicKey.PublicKey.Span));
        Assert.Equal(
            "6291D657DEEC24024827E69C3ABE01A30CE548A284743A445E3680D7DB5AC3AC18FF9B538D16F290AE67F760984DC6594A7C15E9716ED28DC027BECEEA1EC40A",
            Convert.ToHexString(signer.Sign([0xaf, 0x82])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Ed25519Signer_SeedOfAnotherLength_Throws(int length) => Assert.Throws<ArgumentException>(() => new Ed25519Signer(new byte[length]));

    [Fact]
    public void Generate_EachTime_IsAnotherKey()
    {
        Assert.NotEqual(Ed25519Signer.Generate().PublicKey, Ed25519Signer.Generate().PublicKey);
        using var one = Es256Signer.Generate();
        using var other = Es256Signer.Generate();
        Assert.NotEqual(one.PublicKey, other.PublicKey);
    }

    [Fact]
    public void Sign_WithEachKey_IsVerifiedByItsVerifierAndNoOther()
    {
        ISealSigner[] signers = [TestSeals.Issuer, TestSeals.Holder, Ed25519Signer.Generate(), Ed25519Signer.Generate()];
        Jwk[] keys = [TestSeals.Issuer.PublicKey, TestSeals.Holder.PublicKey, ((Ed25519Signer)signers[2]).PublicKey, ((Ed25519Signer)signers[3]).PublicKey];
        for (var signer = 0; signer < signers.Length; signer++)
        {
            var signature = signers[signer].Sign(Message);
            Assert.Equal((64, keys[signer].Thumbprint, keys[signer].Algorithm), (signature.Length, signers[signer].Thumbprint, signers[signer].Algorithm));
            for (var key = 0; key < keys.Length; key++)
            {
                using var verifier = SealVerifier.For(keys[key]);
                Assert.Equal(signer == key, verifier.Verify(Message, signature));
                Assert.False(verifier.Verify([1, 2, 4], signature));
                Assert.False(verifier.Verify(Message, [.. signature, 0]));
                Assert.False(verifier.Verify(Message, signature.AsSpan(1)));
                Assert.Equal((keys[key], keys[key].Algorithm, keys[key].Thumbprint), (verifier.Key, verifier.Algorithm, verifier.Thumbprint));
            }
        }
    }

    [Fact]
    public void Es256Signer_KeyThatIsNotWhole_Throws()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var whole = ecdsa.ExportParameters(includePrivateParameters: true);

        using var signer = new Es256Signer(whole);
        Assert.Throws<ArgumentException>(() => new Es256Signer(p384.ExportParameters(includePrivateParameters: true)));
        Assert.Throws<ArgumentException>(() => new Es256Signer(ecdsa.ExportParameters(includePrivateParameters: false)));
        Assert.Throws<ArgumentException>(() => new Es256Signer(whole with { Q = new ECPoint { X = whole.Q.X } }));
        Assert.Throws<ArgumentException>(() => new Es256Signer(whole with { Q = new ECPoint { Y = whole.Q.Y } }));
        Assert.Throws<ArgumentException>(() => new Es256Signer(default));
        Assert.Throws<ArgumentException>(() => new Es256Signer(whole with { Curve = ECCurve.NamedCurves.nistP384 }));
        Assert.ThrowsAny<CryptographicException>(() => new Es256Signer(whole with { D = Parameters().D }));
    }

    [Fact]
    public void Dispose_OfSignerAndVerifier_EndsTheirUse()
    {
        var signer = Es256Signer.Generate();
        var verifier = SealVerifier.For(signer.PublicKey);
        var signature = signer.Sign(Message);

        signer.Dispose();
        verifier.Dispose();

        Assert.Throws<ObjectDisposedException>(() => signer.Sign(Message));
        Assert.Throws<ObjectDisposedException>(() => verifier.Verify(Message, signature));
    }

    [Fact]
    public void Borrow_AfterAReturn_IsTheSameObjectAgain()
    {
        using var pool = new EcdsaPool(Parameters());
        var first = pool.Borrow();
        var second = pool.Borrow();

        pool.Return(first);

        Assert.NotSame(first, second);
        Assert.Same(first, pool.Borrow());
        Assert.Equal(first.ExportParameters(false).Q.X, second.ExportParameters(false).Q.X);
    }

    // A caller may still use an object while the pool is disposed.
    [Fact]
    public void Return_AfterDispose_DisposesTheObject()
    {
        var pool = new EcdsaPool(Parameters());
        var borrowed = pool.Borrow();

        pool.Dispose();

        Assert.NotEmpty(borrowed.SignHash(new byte[32]));
        pool.Return(borrowed);
        Assert.ThrowsAny<ObjectDisposedException>(() => borrowed.SignHash(new byte[32]));
        Assert.Throws<ObjectDisposedException>(pool.Borrow);
    }

    [Fact]
    public void Dispose_OfAPool_DisposesWhatIsIdle()
    {
        var pool = new EcdsaPool(Parameters());
        ECDsa[] both = [pool.Borrow(), pool.Borrow()];
        Assert.All(both, pool.Return);

        pool.Dispose();

        Assert.All(both, one => Assert.ThrowsAny<ObjectDisposedException>(() => one.SignHash(new byte[32])));
    }

    private static ECParameters Parameters()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportParameters(includePrivateParameters: true);
    }
}
