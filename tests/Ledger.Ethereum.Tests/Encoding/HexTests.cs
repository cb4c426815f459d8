using System.Numerics;
using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Tests.Encoding;

public sealed class HexTests
{
    [Theory]
    [InlineData("0", "0x0")]
    [InlineData("15", "0xf")]
    [InlineData("1024", "0x400")]
    [InlineData("18446744073709551615", "0xffffffffffffffff")]
    [InlineData("340282366920938463463374607431768211456", "0x100000000000000000000000000000000")]
    public void Quantity_Number_IsWrittenAndRead(string number, string text)
    {
        var value = BigInteger.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(text, Hex.Quantity(value));
        Assert.True(Hex.TryQuantity(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x00")]
    [InlineData("0x01")]
    [InlineData("0X1")]
    [InlineData("1")]
    [InlineData("0x+1")]
    [InlineData("0x 1")]
    [InlineData("0xg")]
    [InlineData("-0x1")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void TryQuantity_NotAQuantity_IsRefused(string? text) => Assert.False(Hex.TryQuantity(text, out _));

    [Fact]
    public void Quantity_Negative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Hex.Quantity(-1));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0x0")]
    [InlineData("0x0g")]
    [InlineData("0x 00")]
    [InlineData("0X00")]
    public void TryData_NotData_IsRefused(string? text) => Assert.False(Hex.TryData(text, out _));

    [Fact]
    public void TryData_UpperCaseDigits_AreRead()
    {
        Assert.True(Hex.TryData("0xAbCd", out var bytes));
        Assert.Equal([0xab, 0xcd], bytes);
    }
}
