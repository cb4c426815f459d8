using System.Text.Json;
using Ledger.Ethereum.Consortium;

namespace Ledger.Ethereum.Tests.Consortium;

public sealed class ConsortiumGenesisTests
{
    private static readonly GenesisSettings Settings = new() { ChainId = 20261127, Validators = [.. Enumerable.Range(1, 4).Select(Named.Address)] };

    [Fact]
    public void Write_FourValidators_IsTheWholeFileAsPinned() => Assert.Equal(
        """
        {
          "config": {
            "chainId": 20261127,
            "berlinBlock": 0,
            "londonBlock": 0,
            "zeroBaseFee": true,
            "contractSizeLimit": 24576,
            "qbft": {
              "blockperiodseconds": 2,
              "epochlength": 30000,
              "requesttimeoutseconds": 4
            }
          },
          "nonce": "0x0",
          "timestamp": "0x0",
          "gasLimit": "0x1c9c380",
          "difficulty": "0x1",
          "mixHash": "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365",
          "coinbase": "0x0000000000000000000000000000000000000000",
          "alloc": {},
          "extraData": "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f854940000000000000000000000000000000000000001940000000000000000000000000000000000000002940000000000000000000000000000000000000003940000000000000000000000000000000000000004c080c0"
        }

        """,
        System.Text.Encoding.UTF8.GetString(ConsortiumGenesis.Write(Settings)), ignoreLineEndingDifferences: true);

    [Fact]
    public void Write_ValidatorsInAnotherOrder_GivesTheSameBytes() => Assert.Equal(
        ConsortiumGenesis.Write(Settings), ConsortiumGenesis.Write(Settings with { Validators = [.. Settings.Validators.Reverse()] }));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public void Write_AnyPeriod_WaitsTwiceAsLongForARound(int seconds)
    {
        using var file = JsonDocument.Parse(ConsortiumGenesis.Write(Settings with { BlockPeriodSeconds = seconds }));

        var qbft = file.RootElement.GetProperty("config").GetProperty("qbft");
        Assert.Equal(seconds, qbft.GetProperty("blockperiodseconds").GetInt32());
        Assert.Equal(2 * seconds, qbft.GetProperty("requesttimeoutseconds").GetInt32());
    }

    [Fact]
    public void Write_SettingsThatDoNotPass_Throws() => Assert.Throws<ArgumentException>(() => ConsortiumGenesis.Write(Settings with { ChainId = 1 }));
}
