using System.Text.Json.Nodes;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Tests.Contracts;

public sealed class FinalityProbeTests
{
    private const string Istanbul = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";
    private const string Random = "0x1111111111111111111111111111111111111111111111111111111111111111";
    private const string Zero = "0x0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("QBFT", 1000L, "0x1", Istanbul, "-39001", "instant", false)]
    [InlineData("QBFT", 1000L, "0x1", Istanbul, "-39001", "finalized", true)]
    [InlineData("QBFT", 3L, "0x1", Istanbul, "-39001", "finalized", true)]
    [InlineData("QBFT", 1000L, "0x1", Istanbul, "-39001", "depth:5", false)]
    [InlineData("proof of stake", 1000L, "0x0", Random, "900", "finalized", false)]
    [InlineData("proof of stake", 1000L, "0x0", Random, "900", "instant", true)]
    [InlineData("proof of stake, young", 20L, "0x0", Random, "-32000", "finalized", false)]
    [InlineData("no finality for days", 1000L, "0x0", Random, "-32000", "finalized", true)]
    [InlineData("no finality for days", 1000L, "0x0", Random, "null", "finalized", true)]
    [InlineData("Clique", 1000L, "0x2", Zero, "-32000", "instant", true)]
    [InlineData("Clique", 1000L, "0x2", Zero, "null", "finalized", true)]
    [InlineData("Clique", 1000L, "0x2", Zero, "null", "depth:12", false)]
    [InlineData("embedded", 1000L, "0x0", Random, "1000", "instant", false)]
    [InlineData("before its first block", 0L, "0x400", Zero, "null", "instant", false)]
    public async Task Probe_Mode_IsWrongOnlyIfTheChainShowsThatItIs(
        string chain, long height, string difficulty, string mixHash, string finalized, string mode, bool isWrong)
    {
        Assert.NotEmpty(chain); // It only gives the test its name.
        using var node = new FakeNode();
        node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() switch
        {
            "0x0" => FakeNode.Result(FakeNode.Block(0).ToJsonString()),
            "finalized" when finalized[0] == '-' => new JsonObject { ["error"] = new JsonObject { ["code"] = int.Parse(finalized, Invariant), ["message"] = "Unknown block" } },
            "finalized" when finalized == "null" => FakeNode.Result("null"),
            "finalized" => FakeNode.Result(FakeNode.Block(long.Parse(finalized, Invariant)).ToJsonString()),
            _ => Latest(height, difficulty, mixHash),
        });
        Assert.True(FinalityMode.TryParse(mode, out var finality));
        using var client = new EthereumAnchorChain(
            new EthereumChainOptions { Endpoints = [new Uri("http://a.example")], Registry = default, Finality = finality }, node);

        Assert.Equal(isWrong ? AnchoringFaults.FinalityWrong : null, await client.ProbeFinalityAsync(TestContext.Current.CancellationToken));
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static JsonObject Latest(long height, string difficulty, string mixHash)
    {
        var block = FakeNode.Block(height);
        block["difficulty"] = difficulty;
        block["mixHash"] = mixHash;
        return FakeNode.Result(block.ToJsonString());
    }
}
