namespace Ledger.Consortium.Tests;

public sealed class GenesisSettingsTests
{
    private static readonly GenesisSettings Good = new() { ChainId = 20261127, Validators = [.. Enumerable.Range(1, 4).Select(TestAccounts.Address)] };

    [Theory]
    [InlineData(2)]
    [InlineData(20261127)]
    [InlineData(GenesisSettings.LargestChainId)]
    public void Check_FourValidatorsAndAnIdOfTheirOwn_Passes(long chainId) => Assert.Null((Good with { ChainId = chainId }).Check());

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(GenesisSettings.LargestChainId + 1)]
    public void Check_ChainIdOutOfRange_IsRefused(long chainId) =>
        Assert.Equal(new RejectedSetting(GenesisProblem.ChainIdOutOfRange, $"{chainId}"), (Good with { ChainId = chainId }).Check());

    [Theory]
    [InlineData(1)]
    [InlineData(1337)]
    [InlineData(2018)]
    [InlineData(8453)]
    [InlineData(31337)]
    [InlineData(11155111)]
    public void Check_ChainIdOfAnother_IsRefused(long chainId) =>
        Assert.Equal(new RejectedSetting(GenesisProblem.ChainIdTaken, $"{chainId}"), (Good with { ChainId = chainId }).Check());

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Check_BlockPeriod_IsOneToSixtySeconds(int seconds, bool passes) =>
        Assert.Equal(
            passes ? null : new RejectedSetting(GenesisProblem.PeriodOutOfRange, $"{seconds}"), (Good with { BlockPeriodSeconds = seconds }).Check());

    [Fact]
    public void Check_ValidatorTwice_IsRefused() =>
        Assert.Equal(
            new RejectedSetting(GenesisProblem.ValidatorRepeated, TestAccounts.Address(3).ToString()), (Good with { Validators = [.. Good.Validators, TestAccounts.Address(3)] }).Check());

    [Fact]
    public void Check_ZeroAddress_IsRefused() =>
        Assert.Equal(GenesisProblem.ValidatorIsZero, (Good with { Validators = [.. Good.Validators, TestAccounts.Address(0)] }).Check()?.Problem);

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(0, true, false)]
    [InlineData(1, true, true)]
    [InlineData(3, false, false)]
    [InlineData(3, true, true)]
    [InlineData(4, false, true)]
    [InlineData(7, false, true)]
    public void Check_NumberOfValidators_IsFourUnlessFewerAreAllowed(int count, bool allowFewer, bool passes) =>
        Assert.Equal(
            passes ? null : new RejectedSetting(GenesisProblem.FewValidators, $"{count}"),
            (Good with { Validators = [.. Enumerable.Range(1, count).Select(TestAccounts.Address)], AllowFewer = allowFewer }).Check());
}
