using System.Security.Cryptography;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

public sealed class DigestTests
{
    // FIPS 180-4: the one-block example.
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Sha256_PublishedExample_GivesThePublishedHash() => Assert.Equal("0x" + Abc, Digest.Sha256("abc"u8).ToHex());

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void TryRead_OtherLength_IsRefused(int length)
    {
        Assert.False(Digest.TryRead(new byte[length], out var digest));

        Assert.True(digest.IsZero);
    }

    [Fact]
    public void TryRead_32Bytes_GivesThemBack()
    {
        var bytes = Convert.FromHexString(Abc);

        Assert.True(Digest.TryRead(bytes, out var digest));

        Assert.Equal(bytes, digest.ToArray());
        Assert.Equal(Convert.ToBase64String(bytes), digest.ToBase64());
        Assert.Equal("0x" + Abc, digest.ToString());
    }

    [Theory]
    [InlineData("0x" + Abc, true)]
    [InlineData("0xBA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", true)]
    [InlineData(Abc, false)]
    [InlineData("0X" + Abc, false)]
    [InlineData("0x" + Abc + "00", false)]
    [InlineData("0x" + Abc + " ", false)]
    [InlineData("0x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("0xga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false)]
    public void TryParseHex_Text_IsReadInItsOneFormOnly(string? text, bool expected)
    {
        Assert.Equal(expected, Digest.TryParseHex(text, out var digest));

        Assert.Equal(expected ? Digest.Sha256("abc"u8) : default, digest);
    }

    [Fact]
    public void CopyTo_TooShort_Throws() => Assert.Throws<ArgumentException>(() => Digest.Sha256([]).CopyTo(new byte[31]));

    [Fact]
    public void Equals_AnyOneBitFlipped_IsFalse()
    {
        var digest = Digest.Sha256("abc"u8);

        Assert.All(Enumerable.Range(0, 256), bit => Assert.True(Flip.Bit(digest, bit) != digest));
    }

    [Fact]
    public void Equals_ObjectOfOtherBytesOrType_IsFalse()
    {
        var digest = Digest.Sha256("abc"u8);

        Assert.False(digest.Equals((object)Digest.Sha256("abd"u8)));
        Assert.False(digest.Equals(digest.ToHex()));
    }

    [Fact]
    public void Equals_SameBytes_IsTrueWithTheSameHashCode()
    {
        var (left, right) = (Digest.Sha256("abc"u8), Digest.Sha256("abc"u8));

        Assert.True(left == right && left.Equals((object)right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void IsZero_Default_IsTrueAndEachSingleBitMakesItFalse()
    {
        Assert.True(default(Digest).IsZero);
        Assert.All(Enumerable.Range(0, 256), bit => Assert.False(Flip.Bit(default, bit).IsZero));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(65_535)]
    public void Leaf_AnyLength_IsTheHashBehindAZeroByte(int length)
    {
        var entry = Enumerable.Range(0, length).Select(i => unchecked((byte)i)).ToArray();

        Assert.Equal(SHA256.HashData([0, .. entry]), TreeHash.Leaf(entry).ToArray());
    }

    [Fact]
    public void Node_TwoHashes_IsTheHashBehindAOneByte()
    {
        var (left, right) = (Digest.Sha256("a"u8), Digest.Sha256("b"u8));

        Assert.Equal(SHA256.HashData([1, .. left.ToArray(), .. right.ToArray()]), TreeHash.Node(left, right).ToArray());
    }
}
