using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>Blocks, events and receipts: a missing member, or one in another form, counts as no answer, whatever Nethereum accepts.</summary>
public sealed class ChainJsonTests
{
    private static readonly string[] NoQuantity = ["null", "\"\"", "\"0x\"", "\"5\"", "\"0x05\"", "\"0xg\"", "\"-0x5\"", "5", "true", "[]", "{}", $"\"0x{new string('f', 65)}\"", "\"0x8000000000000000\""];
    private static readonly string[] NoHash = ["\"\"", "\"0x\"", "\"5\"", "\"0x11\"", "5", "{}", $"\"{FakeNode.Genesis}11\"", $"\"{FakeNode.Genesis[2..]}\"", $"\"{FakeNode.Genesis[..^1]}\""];
    private static readonly string[] NoData = ["null", "\"\"", "\"5\"", "\"0x5\"", "\"0xgg\"", "5", "[]"];

    private static readonly JsonObject Log = new()
    {
        ["address"] = "0x00000000000000000000000000000000000000aA",
        ["topics"] = new JsonArray(FakeNode.Genesis),
        ["data"] = "0x0102",
        ["blockNumber"] = "0x5",
        ["blockHash"] = FakeNode.Genesis,
        ["transactionHash"] = FakeNode.Genesis,
        ["logIndex"] = "0x1",
        ["removed"] = false,
    };

    private static readonly JsonObject Receipt = new()
    {
        ["status"] = "0x1",
        ["blockHash"] = FakeNode.Genesis,
        ["blockNumber"] = "0x3e8",
        ["gasUsed"] = "0x5208",
    };

    public static TheoryData<string, string, string?> Damages =>
    [
        .. Rows("block", NoQuantity, "number", "timestamp"), .. Rows("block", [.. NoHash, "null"], "hash"), .. Rows("block", NoQuantity[1..^1], "baseFeePerGas"),
        ("block", "timestamp", "\"0x3afff44180\""), // the year 10000
        .. Rows("log", NoQuantity, "blockNumber", "logIndex"), .. Rows("log", [.. NoHash, "null"], "blockHash", "transactionHash", "address"),
        .. Rows("log", NoData, "data"), .. Rows("log", ["null", "{}", "\"0x\"", "[5]", "[null]", "[\"0x11\"]"], "topics"),
        .. Rows("receipt", NoQuantity, "status", "blockNumber", "gasUsed"), .. Rows("receipt", NoHash, "blockHash"),
    ];

    [Theory, MemberData(nameof(Damages))]
    public void Read_MemberMissingOrMalformed_IsNoAnswer(string shape, string member, string? written)
    {
        var (honest, read) = Shape(shape);
        Assert.NotNull(read(ToElement(honest)));
        var damaged = honest.DeepClone().AsObject();
        damaged.Remove(member);
        if (written is not null)
        {
            damaged[member] = JsonNode.Parse(written);
        }

        FaultAssert.Throws(AnchoringFaults.ChainUnreachable, () => read(ToElement(damaged)));
    }

    [Theory]
    [InlineData("block")]
    [InlineData("log")]
    [InlineData("receipt")]
    public void Read_AnythingInAMemberThatIsNotUsed_IsReadOrNoAnswer(string shape)
    {
        var (honest, read) = Shape(shape);
        string[] members = ["transactions", "uncles", "size", "totalDifficulty", "mixHash", "difficulty", "type", "logs", "root", "transactionIndex", "withdrawals", "other"];
        string[] values = ["null", "5", "1e999", "-1", "true", "\"\"", "\"x\"", "\"0x\"", "[]", "[null]", "[{}]", "[[5]]", "{}", "{\"a\":{}}"];
        foreach (var (member, value) in members.SelectMany(member => values.Select(value => (member, value))))
        {
            var other = honest.DeepClone().AsObject();
            other[member] = JsonNode.Parse(value);

            Assert.True(Record.Exception(() => read(ToElement(other))) is not { } problem || ChainOutages.Includes(problem), $"{member}: {value}");
        }
    }

    [Fact]
    public void FindBlock_NoBaseFeeAtAll_IsABlockWithoutOne()
    {
        var block = FakeNode.Block(5);
        block.Remove("baseFeePerGas");

        var read = ChainJson.FindBlock(ToElement(block));

        Assert.Null(read!.BaseFeePerGas);
        Assert.Equal((5, FakeNode.Genesis), (read.Block.Number, read.Block.Hash.ToHex()));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(0x65000000), read.Block.Time);
    }

    [Theory]
    [InlineData("""{"number":null,"hash":null,"timestamp":"0x65000000"}""", true)]
    [InlineData("""{"number":null,"hash":null}""", false)]
    [InlineData("""{"timestamp":"5"}""", false)]
    [InlineData("null", false)]
    public void FindTime_PendingBlock_IsItsTimeOrNothing(string pending, bool isKnown) =>
        Assert.Equal(isKnown ? DateTimeOffset.FromUnixTimeSeconds(0x65000000) : null, ChainJson.FindTime(JsonVectors.Parse(pending)));

    [Fact]
    public void FindReceipt_WithoutBlock_IsOneThatWaits()
    {
        var waiting = Receipt.DeepClone().AsObject();
        waiting["blockHash"] = null;
        waiting["blockNumber"] = null;

        Assert.Null(ChainJson.FindReceipt(ToElement(waiting)));
    }

    [Fact]
    public void Logs_Honest_AreReadWhole()
    {
        var log = Assert.Single(ChainJson.Logs(ToElement(new JsonArray(Log.DeepClone()))));

        Assert.Equal("0x00000000000000000000000000000000000000aa", log.Address.ToString());
        Assert.Equal((5, 1, FakeNode.Genesis, FakeNode.Genesis), (log.BlockNumber, log.Index, log.BlockHash.ToHex(), log.Transaction.ToHex()));
        Assert.Equal([1, 2], log.Data);
        Assert.Equal(FakeNode.Genesis, Assert.Single(log.Topics).ToHex());
    }

    private static IEnumerable<TheoryDataRow<string, string, string?>> Rows(string shape, string[] written, params string[] members) =>
        members.SelectMany(member => written.Append(null).Where(value => value is not null || member != "baseFeePerGas")
            .Select(value => new TheoryDataRow<string, string, string?>(shape, member, value)));

    private static (JsonObject Honest, Func<JsonElement, object?> Read) Shape(string name) => name switch
    {
        "block" => (FakeNode.Block(5), ChainJson.FindBlock),
        "log" => (Log, element => ChainJson.Logs(JsonVectors.Parse($"[{element.GetRawText()}]"))),
        _ => (Receipt, ChainJson.FindReceipt),
    };

    private static JsonElement ToElement(JsonNode node) => JsonVectors.Parse(node.ToJsonString());
}
