using Ledger.Verify.Chain;

namespace Ledger.Verify.Tests.Chain;

/// <summary>An address has one spelling and 20 bytes.</summary>
public sealed class ChainAddressTests
{
    private const string Text = "0xabcdef0123456789abcdef0123456789abcdef01";

    [Fact]
    public void TryParse_LowerCaseDigits_IsReadAndWrittenBack()
    {
        Assert.True(ChainAddress.TryParse(Text, out var address));

        Assert.Equal(Text, address.ToString());
    }

    [Theory]
    [InlineData("0xAbcdef0123456789abcdef0123456789abcdef01")]
    [InlineData("0xabcdef0123456789abcdef0123456789abcdef0A")]
    [InlineData("0xgbcdef0123456789abcdef0123456789abcdef01")]
    [InlineData("0Xabcdef0123456789abcdef0123456789abcdef01")]
    [InlineData("0xabcdef0123456789abcdef0123456789abcdef0")]
    [InlineData("0xabcdef0123456789abcdef0123456789abcdef012")]
    [InlineData("abcdef0123456789abcdef0123456789abcdef0123")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_AnotherSpelling_IsRefused(string? text)
    {
        Assert.False(ChainAddress.TryParse(text, out var address));

        Assert.True(address.IsZero);
    }

    [Fact]
    public void TryRead_20Bytes_AreTheAddress()
    {
        Assert.True(ChainAddress.TryRead(Convert.FromHexString(Text[2..]), out var address));

        Assert.Equal(Text, address.ToString());
        Assert.Equal(Convert.FromHexString(Text[2..]), address.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(32)]
    public void TryRead_AnotherLength_IsRefused(int length)
    {
        Assert.False(ChainAddress.TryRead([.. Enumerable.Repeat((byte)1, length)], out var address));

        Assert.True(address.IsZero);
    }

    [Fact]
    public void IsZero_Default_IsTrueAndEachSingleBitMakesItFalse()
    {
        Assert.True(default(ChainAddress).IsZero);
        Assert.True(ChainAddress.TryRead(new byte[20], out var zero) && zero.IsZero);
        Assert.All(Enumerable.Range(0, 160), bit =>
        {
            var bytes = new byte[20];
            bytes[bit / 8] = (byte)(1 << (bit % 8));
            Assert.True(ChainAddress.TryRead(bytes, out var address) && !address.IsZero);
        });
    }
}
