using System.Globalization;
using Ledger.Verify.Chain;

namespace Ledger.Verify.Tests.Chain;

/// <summary>Addresses, blocks and intervals.</summary>
public sealed class ChainFactsTests
{
    private const string Address = "0x00112233445566778899aabbccddeeff00112233";

    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-03-01T12:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public void TryParse_LowerCaseAddress_IsItself()
    {
        Assert.True(ChainAddress.TryParse(Address, out var address));

        Assert.Equal(Address, address.ToString());
        Assert.False(address.IsZero);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("00112233445566778899aabbccddeeff0011223344")]
    [InlineData("0X00112233445566778899aabbccddeeff00112233")]
    [InlineData("0x00112233445566778899AABBCCDDEEFF00112233")]
    [InlineData("0x00112233445566778899aabbccddeeff0011223")]
    [InlineData("0x00112233445566778899aabbccddeeff001122334")]
    [InlineData("0x00112233445566778899aabbccddeeff0011223g")]
    [InlineData(" 0x00112233445566778899aabbccddeeff0011223")]
    [InlineData("0x00112233445566778899aabbccddeeff0011223\n")]
    [InlineData("0x00112233445566778899aabbccddeeff0011223３")]
    public void TryParse_AnyOtherText_IsRefused(string? text)
    {
        Assert.False(ChainAddress.TryParse(text, out var address));

        Assert.Equal(default, address);
    }

    [Fact]
    public void IsZero_DefaultAndZeros_IsTrue()
    {
        Assert.True(ChainAddress.TryParse("0x" + new string('0', 40), out var zeros));

        Assert.True(zeros.IsZero);
        Assert.True(default(ChainAddress).IsZero);
        Assert.Equal(zeros.ToString(), default(ChainAddress).ToString());
    }

    [Fact]
    public void None_Block_IsBeforeGenesis() => Assert.Equal(-1, ChainBlock.None.Number);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Contains_Interval_IsFromInclusiveUntilExclusive(int second, bool expected) =>
        Assert.Equal(expected, new Validity(Noon, Noon.AddSeconds(60)).Contains(Noon.AddSeconds(second)));

    [Fact]
    public void Contains_OpenInterval_NeverEnds() => Assert.True(new Validity(Noon, null).Contains(DateTimeOffset.MaxValue));

    [Fact]
    public void Contains_EmptyInterval_HasNoTime() => Assert.False(new Validity(Noon, Noon).Contains(Noon));
}
