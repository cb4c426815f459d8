using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Verify.Notes;

namespace Ledger.Verify.Tests.Notes;

/// <summary>C2SP signed-note: the text of a key, its id, and texts that only look like a key.</summary>
public sealed class VerifierKeyTests
{
    [Theory]
    [InlineData(TestKeys.PeterKey, "PeterNeumann", 0xc74f20a3)]
    [InlineData(TestKeys.EnochKey, "EnochRoot", 0xaf0cfe78)]
    [InlineData(TestKeys.TesseraKey, "example.com/log/testdata", 0x33d7b496)]
    public void TryParse_PublishedKey_IsReadAndWrittenBack(string vkey, string name, uint id)
    {
        var key = TestKeys.Key(vkey);

        Assert.Equal((name, id, vkey), (key.Name, key.Id, key.ToString()));
    }

    [Fact]
    public void TryParse_CutAnywhere_IsRefused()
    {
        for (var start = 0; start < TestKeys.PeterKey.Length; start++)
        {
            for (var end = start; end <= TestKeys.PeterKey.Length; end++)
            {
                Assert.Equal(start == 0 && end == TestKeys.PeterKey.Length, VerifierKey.TryParse(TestKeys.PeterKey[start..end], out _));
            }
        }
    }

    [Fact]
    public void TryParse_AnyCharacterChanged_IsRefused() => Assert.All(Enumerable.Range(0, TestKeys.PeterKey.Length), i =>
    {
        var next = (char)(TestKeys.PeterKey[i] + 1);

        Assert.False(VerifierKey.TryParse(TestKeys.PeterKey[..i] + next + TestKeys.PeterKey[(i + 1)..], out _));
    });

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("++")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // upper case
    [InlineData("PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // a zero before the hash
    [InlineData(" PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW ")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW")] // the other alphabet
    [InlineData("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")] // too long, with the hash that fits
    [InlineData("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")] // another type, with the hash that fits
    public void TryParse_PublishedKeyWrittenOtherwise_IsRefused(string vkey) => Assert.False(VerifierKey.TryParse(vkey, out _));

    [Fact]
    public void TryParse_Null_IsRefused() => Assert.False(VerifierKey.TryParse(null, out _));

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void TryParse_LengthOfTheText_HasALimit(int length, bool expected)
    {
        const int afterTheName = 54; // plus sign, eight digits, plus sign, 44 characters of base64
        var vkey = VerifierKey.Ed25519(new string('a', length - afterTheName), TestKeys.Log.Key.PublicKey.AsSpan()).ToString();

        Assert.Equal(length, vkey.Length);
        Assert.Equal(expected, VerifierKey.TryParse(vkey, out _));
    }

    [Fact]
    public void TryParse_TimestampedCosignatureType_IsRefused()
    {
        byte[] typed = [0x04, .. TestKeys.Log.Key.PublicKey];
        var hash = SHA256.HashData([.. TestKeys.Utf8(TestKeys.Origin), (byte)'\n', .. typed]).AsSpan(0, 4);

        Assert.False(VerifierKey.TryParse($"{TestKeys.Origin}+{Convert.ToHexStringLower(hash)}+{Convert.ToBase64String(typed)}", out _));
    }

    [Fact]
    public void Id_AnyKey_IsTheHashOfNameTypeAndKey()
    {
        var key = TestKeys.Log.Key;
        var hash = SHA256.HashData([.. TestKeys.Utf8(key.Name), 0x0A, 0x01, .. key.PublicKey]);

        Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(hash), key.Id);
    }

    public static TheoryData<string> BadNames => new(
        "", " ", "a b", "a\tb", "a\nb", "a\rb", "a+b", "+", "a\0b", "a\u001fb", "a\u007fb", "a\u0085b", "a\u00a0b", "a\u1680b", "a\u2003b",
        "a\u2028b", "a\u2029b", "a\u202fb", "a\u205fb", "a\u3000b", "a\ud800b", "\udc00", "a\ufffdb");

    [Theory]
    [MemberData(nameof(BadNames))]
    public void Ed25519_NameThatCannotBeOne_IsRefused(string name)
    {
        Assert.False(VerifierKey.TryEd25519(name, TestKeys.Log.Key.PublicKey.AsSpan(), out _));
        Assert.Throws<ArgumentException>(() => VerifierKey.Ed25519(name, TestKeys.Log.Key.PublicKey.AsSpan()));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ledger.localhost/education/log")]
    [InlineData("教育局")]
    [InlineData("a\u200bb")] // Unicode does not count a zero-width space as white space.
    [InlineData("😀")]
    public void Ed25519_NameWithoutSpacesAndPlus_ReadsBack(string name)
    {
        var key = VerifierKey.Ed25519(name, TestKeys.Log.Key.PublicKey.AsSpan());

        Assert.Equal(key, TestKeys.Key(key.ToString()));
    }

    public static TheoryData<byte[]> BadKeys => new()
    {
        Array.Empty<byte>(),
        new byte[31],
        new byte[33],
        new byte[32], // the point with y = 0, which has order four
        (byte[])[1, .. new byte[31]], // the neutral element
        (byte[])[2, .. new byte[31]], // not a point
        Enumerable.Repeat((byte)0xFF, 32).ToArray(), // y is not below the prime
    };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void Ed25519_BytesThatAreNoGoodPoint_AreRefused(byte[] key)
    {
        Assert.False(VerifierKey.TryEd25519("a", key, out _));
        Assert.Throws<ArgumentException>(() => VerifierKey.Ed25519("a", key));
    }

    // RFC 8032 section 7.1, test 3.
    [Fact]
    public void Verify_PublishedSignature_IsAccepted()
    {
        var key = VerifierKey.Ed25519("a", Convert.FromHexString("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
        var signature = Convert.FromHexString(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

        Assert.True(key.Verify([0xaf, 0x82], signature));
        Assert.False(key.Verify([0xaf, 0x83], signature));
    }

    [Fact]
    public void Verify_AnyOneBitOfTheSignatureFlipped_IsRefused()
    {
        var signature = TestKeys.Log.Sign("text\n"u8);

        Assert.True(TestKeys.Log.Key.Verify("text\n"u8, signature));
        Assert.All(Enumerable.Range(0, signature.Length * 8), bit =>
        {
            byte[] damaged = [.. signature];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(TestKeys.Log.Key.Verify("text\n"u8, damaged));
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Verify_SignatureOfAnotherLength_IsRefused(int length)
    {
        var signature = TestKeys.Log.Sign("text\n"u8);
        Array.Resize(ref signature, length);

        Assert.False(TestKeys.Log.Key.Verify("text\n"u8, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Signer_PrivateKeyOfAnotherLength_Throws(int length) =>
        Assert.Throws<ArgumentException>("privateKey32", () => new Ed25519NoteSigner("a", new byte[length]));

    [Fact]
    public void Signer_PublishedPrivateKey_HasThePublishedPublicKey()
    {
        var signer = new Ed25519NoteSigner("PeterNeumann", Convert.FromBase64String(TestKeys.PeterPrivate).AsSpan(1));

        Assert.Equal(TestKeys.PeterKey, signer.Key.ToString());
    }

    [Fact]
    public void Equals_OtherNameOrKey_IsFalse()
    {
        var key = TestKeys.Log.Key;

        Assert.Equal(key, TestKeys.Key(key.ToString()));
        Assert.NotEqual(key, VerifierKey.Ed25519("other", key.PublicKey.AsSpan()));
        Assert.NotEqual(key, TestKeys.Signer(TestKeys.Origin, 2).Key);
    }

    [Fact]
    public void Equals_Object_IsTrueForTheSameKeyOnly()
    {
        var key = TestKeys.Log.Key;

        Assert.True(key.Equals((object)TestKeys.Key(key.ToString())));
        Assert.False(key.Equals((object)TestKeys.Signer(TestKeys.Origin, 2).Key));
        Assert.False(key.Equals(key.ToString()));
        Assert.False(key.Equals(null));
    }
}
