using System.Text.Json;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;

namespace Ledger.Consortium.Tests;

public sealed class ConsortiumGenesisTests
{
    private const int BaseFeePlace = 15;

    private static readonly GenesisSettings Settings = new() { ChainId = 20261127, Validators = [.. Enumerable.Range(1, 4).Select(TestAccounts.Address)] };

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

    [Fact]
    public void BlockHash_OfTheExampleConsortium_IsTheOneThatWasComputedElsewhere()
    {
        string[] validators =
        [
            "0x7cd74d0b18a41089993a2461728beba493625447", "0xc7bad1505d9c1ffd9c8648c2fd2de62f2f72c9ee",
            "0xcd7833e36e5b02cb2dda8df237cf79b7e3c69dc3", "0xfddae73f9c5bc6ef29db8b285dafabda09ebf379",
        ];
        var settings = new GenesisSettings { ChainId = 20261127, Validators = [.. validators.Select(text => ChainAddress.TryParse(text, out var address) ? address : default)] };

        Assert.Equal("0x392bf6ce7be658726a870ddb355e5b3ae717969da1d789c539639e793eb77286", ConsortiumGenesis.BlockHash(settings).ToHex());
        var block = GenesisBlock.Read(ConsortiumGenesis.Write(settings));
        Assert.Equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", block.StateRoot.ToHex());
        Assert.Equal("0x3b9aca00", Hex.Data(((RlpBytes)((RlpList)Rlp.Decode(block.Header.AsSpan())).Items[BaseFeePlace]).Bytes.AsSpan()));
    }
}
