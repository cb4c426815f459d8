using Ledger.Ethereum.Settings;

namespace Ledger.Ethereum.Tests;

public sealed class FinalityModeTests
{
    [Theory]
    [InlineData("instant")]
    [InlineData("finalized")]
    [InlineData("depth:1")]
    [InlineData("depth:12")]
    [InlineData("depth:100000")]
    public void TryParse_KnownMode_IsWrittenBack(string text)
    {
        Assert.True(FinalityMode.TryParse(text, out var mode));
        Assert.Equal(text, mode.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Instant")]
    [InlineData("latest")]
    [InlineData("depth")]
    [InlineData("depth:")]
    [InlineData("depth:0")]
    [InlineData("depth:-1")]
    [InlineData("depth:+5")]
    [InlineData("depth:007")]
    [InlineData("depth: 5")]
    [InlineData("depth:5 ")]
    [InlineData("depth:100001")]
    [InlineData("depth:99999999999999999999")]
    [InlineData("instant ")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(FinalityMode.TryParse(text, out _));

    [Fact]
    public void AtDepth_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FinalityMode.AtDepth(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FinalityMode.AtDepth(100_001));
    }
}
