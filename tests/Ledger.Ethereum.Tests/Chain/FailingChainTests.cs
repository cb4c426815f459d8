using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>What only a misbehaving node shows: refused ranges, lost events, reorganisations while reading, odd tags, odd fees.</summary>
public sealed class FailingChainTests : IDisposable
{
    private const long Newest = 1000;
    private const string Tip = "0x00000000000000000000000000000000000000000000000000000000000003e8";
    private static readonly Digest Id = Digest.Sha256([1]);
    private static readonly OperatorKey Key = new(Vectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646"));
    private readonly FakeNode _node = new();
    private readonly Dictionary<string, Func<byte[]>> _views = [];

    public FailingChainTests()
    {
        View(RegistryAbi.LogAnchor, "(address)", AbiValue.List(Address(0xaa)));
        View(RegistryAbi.RecordStatus, "(address)", AbiValue.List(Address(0xbb)));
        View(RecordStatusAbi.StatusOf, "(uint8,uint64,uint64,bytes32)", AbiValue.List(0, 0, 0, default(Digest)));
        View(LogAnchorAbi.RootAt, "(bytes32)", AbiValue.List(Id));
        _node.AnswerWith("eth_getBlockByNumber", parameters => Blocks(parameters[0].GetString()!));
        _node.AnswerWith("eth_getBlockByHash", parameters => FakeNode.Result(
            FakeNode.Block((long)new BigInteger(Vectors.Bytes(parameters[0]), isUnsigned: true, isBigEndian: true), parameters[0].GetString()!).ToJsonString()));
        _node.AnswerWith("eth_call", Call);
        _node.Answer("eth_getLogs", new JsonArray());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAnchors_NodeAllowsShortRangesOnly_FindsEveryEventInOrder()
    {
        _node.AnswerWith("eth_getLogs", parameters =>
        {
            var (from, to) = Range(parameters);
            return to - from >= 100
                ? new JsonObject { ["error"] = new JsonObject { ["code"] = -32005, ["message"] = "block range is too wide" } }
                : FakeNode.Result(new JsonArray([.. new[] { 3L, 99, 100, 555, 1000 }.Where(n => n >= from && n <= to).Select(AnchorLog)]).ToJsonString());
        });
        using var chain = Chain();

        var anchors = await chain.ReadAnchorsAsync("a", 0, Cancellation);

        Assert.Equal([3, 99, 100, 555, 1000], anchors.Select(anchor => anchor.Block.Number));
        Assert.InRange(_node.Asked.Count(asked => asked.EndsWith("eth_getLogs", StringComparison.Ordinal)), 11, 40);
    }

    [Fact]
    public async Task ReadAnchors_NodeRefusesEveryRange_IsUnavailable()
    {
        _node.Fail("eth_getLogs", -32005, "not today");
        using var chain = Chain();

        await Assert.ThrowsAnyAsync<ChainUnavailableException>(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));

        Assert.InRange(_node.Asked.Count(asked => asked.EndsWith("eth_getLogs", StringComparison.Ordinal)), 1, 15);
    }

    [Fact]
    public async Task ReadAnchors_EventNobodyAskedFor_IsUnavailable()
    {
        _node.AnswerWith("eth_getLogs", _ =>
        {
            var log = AnchorLog(5);
            log["address"] = Address(0xcc).ToString();
            return FakeNode.Result(new JsonArray(log).ToJsonString());
        });
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainUnavailableException>(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));
    }

    [Fact]
    public async Task ReadAnchors_BlockIsGone_IsUnavailable()
    {
        _node.AnswerWith("eth_getLogs", _ => FakeNode.Result(new JsonArray(AnchorLog(5)).ToJsonString()));
        _node.Answer("eth_getBlockByHash", null);
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainUnavailableException>(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));
    }

    [Fact]
    public async Task ReadFacts_EventsAreLost_DoesNotHideARevocation()
    {
        View(RecordStatusAbi.StatusOf, "(uint8,uint64,uint64,bytes32)", AbiValue.List(2, 1_700_000_000, 9, default(Digest)));
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.Statuses.IsKnown);
        Assert.True(facts.RootAtSize.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_LogsAreRefused_LosesOnlyWhatNeedsThem()
    {
        _node.Fail("eth_getLogs", -32601, "the method eth_getLogs does not exist");
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.Anchor.IsKnown);
        Assert.Equal(Id, facts.RootAtSize.Value);
        Assert.Empty(facts.Statuses.Value);
        Assert.True(facts.Source.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_OneViewFails_LosesOneFact()
    {
        _views[Hex.Data(LogAnchorAbi.RootAt.Selector.AsSpan())] = () => throw new InvalidOperationException("pruned");
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.RootAtSize.IsKnown);
        Assert.Contains("pruned", facts.RootAtSize.Problem, StringComparison.Ordinal);
        Assert.True(facts.Statuses.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_ViewAnswersGarbage_IsUnknownNotWrong()
    {
        _views[Hex.Data(LogAnchorAbi.RootAt.Selector.AsSpan())] = () => [1, 2, 3];
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.RootAtSize.IsKnown);
        Assert.Contains("did not answer as our contract does", facts.RootAtSize.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFacts_ChainReorganisesOnceWhileReading_ReadsAgain()
    {
        var readings = 0;
        _node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x3e8" && readings++ == 0
            ? FakeNode.Result(FakeNode.Block(Newest, FakeNode.Genesis).ToJsonString())
            : Blocks(parameters[0].GetString()!));
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.Equal(2, readings);
        Assert.True(facts.Source.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_ChainKeepsReorganising_KnowsNothing()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x3e8"
            ? FakeNode.Result(FakeNode.Block(Newest, FakeNode.Genesis).ToJsonString())
            : Blocks(parameters[0].GetString()!));
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.Source.IsKnown);
        Assert.Contains("reorganised", facts.RootAtSize.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error -39001")]
    [InlineData("error -32000")]
    [InlineData("null")]
    public async Task ReadSource_FinalizedTagIsUnknown_NothingIsFinal(string answer)
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => (parameters[0].GetString(), answer) switch
        {
            ("finalized", "null") => FakeNode.Result("null"),
            ("finalized", _) => new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = int.Parse(answer[6..], System.Globalization.CultureInfo.InvariantCulture), ["message"] = "Unknown block" },
            },
            (var tag, _) => Blocks(tag!),
        });
        using var chain = Chain(FinalityMode.Finalized);

        var source = await chain.ReadSourceAsync(Cancellation);

        Assert.Equal(ChainBlock.None, source.Final);
        Assert.Equal(Newest, source.Latest.Number);
    }

    [Fact]
    public async Task ReadSource_FinalizedTagIsKnown_IsThatBlock()
    {
        using var chain = Chain(FinalityMode.Finalized);

        Assert.Equal(900, (await chain.ReadSourceAsync(Cancellation)).Final.Number);
    }

    [Fact]
    public async Task ReadSource_ContractsAreNotBoundYet_IsUnavailable()
    {
        View(RegistryAbi.LogAnchor, "(address)", AbiValue.List(default(ChainAddress)));
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainUnavailableException>(async () => await chain.ReadSourceAsync(Cancellation));
    }

    [Theory]
    [InlineData(null, "0x64", null, 0, "0x64")]
    [InlineData(null, "0x64", null, 1, "0x73")]
    [InlineData("0x64", "0x6e", "0x5", 0, "0x05 0xcd")]
    [InlineData("0x64", "0x6e", "0x5", 1, "0x06 0xec")]
    [InlineData("0x64", "0x6e", null, 0, "0x0a 0xd2")]
    [InlineData("0x0", "0x0", "0x3b9aca00", 0, "0x 0x")]
    [InlineData("0x0", "0x0", "0x3b9aca00", 3, "0x 0x")]
    public async Task Sign_FeesOfTheChain_AreOffered(string? baseFee, string gasPrice, string? tip, int attempt, string expected)
    {
        Fees(baseFee, gasPrice, tip);
        using var chain = Chain();

        var signed = await chain.SignAsync(Key, new AnchorCall(0, 1, Id, []), 7, attempt, Cancellation);

        Assert.Equal(expected, OfferOf(signed));
    }

    [Fact]
    public async Task Sign_ZeroFeesAreConfigured_OffersNothing()
    {
        Fees("0x64", "0x6e", "0x5");
        using var chain = new EthereumAnchorChain(Options(FinalityMode.Instant) with { ZeroFees = true }, _node);

        Assert.Equal("0x 0x", OfferOf(await chain.SignAsync(Key, new AnchorCall(0, 1, Id, []), 7, 0, Cancellation)));
    }

    [Fact]
    public async Task Sign_Call_HasAFifthMoreGasThanEstimated()
    {
        Fees("0x64", "0x6e", "0x5");
        using var chain = Chain();

        var signed = await chain.SignAsync(Key, new AnchorCall(0, 1, Id, []), 7, 0, Cancellation);

        var body = Assert.IsType<RlpList>(Rlp.Decode(signed.Bytes.AsSpan()[1..]));
        Assert.Equal(60_002, (long)new BigInteger(Assert.IsType<RlpBytes>(body.Items[4]).Bytes.AsSpan(), isUnsigned: true, isBigEndian: true));
        Assert.Equal(7, signed.Nonce);
    }

    [Theory]
    [InlineData(3, "execution reverted: no", "0x08c379a0", "Error")]
    [InlineData(-32000, "execution reverted", null, "")]
    [InlineData(-32603, "VM exception", "0x1234567890", "")]
    public async Task Sign_EstimateReverts_IsRefused(long code, string message, string? data, string name)
    {
        Fees("0x64", "0x6e", "0x5");
        _node.Fail("eth_estimateGas", code, message, data);
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<CallRevertedException>(
            async () => await chain.SignAsync(Key, new AnchorCall(0, 1, Id, []), 7, 0, Cancellation));

        Assert.Equal(name, exception.ErrorName);
    }

    [Fact]
    public async Task Sign_EstimateFailsOtherwise_IsUnavailable()
    {
        Fees("0x64", "0x6e", "0x5");
        _node.Fail("eth_estimateGas", -32000, "insufficient funds for gas");
        using var chain = Chain();

        await Assert.ThrowsAnyAsync<ChainUnavailableException>(
            async () => await chain.SignAsync(Key, new AnchorCall(0, 1, Id, []), 7, 0, Cancellation));
    }

    [Theory]
    [InlineData("already known")]
    [InlineData("Known transaction")]
    [InlineData("transaction already imported")]
    [InlineData("ALREADY_EXISTS: already exists")]
    public async Task Send_TransactionIsKnown_IsSuccess(string message)
    {
        _node.Fail("eth_sendRawTransaction", -32000, message);
        using var chain = Chain();

        await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation);
    }

    [Fact]
    public async Task Send_NonceIsUsedByThisVeryTransaction_IsSuccess()
    {
        _node.Fail("eth_sendRawTransaction", -32000, "nonce too low");
        _node.Answer("eth_getTransactionReceipt", new JsonObject
        {
            ["status"] = "0x1", ["blockHash"] = Tip, ["blockNumber"] = "0x3e8", ["gasUsed"] = "0x5208",
        });
        using var chain = Chain();

        await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation);
    }

    [Fact]
    public async Task Send_NonceIsUsedByAnother_IsItsOwnRefusal()
    {
        _node.Fail("eth_sendRawTransaction", -32000, "Nonce too low");
        _node.Answer("eth_getTransactionReceipt", null);
        using var chain = Chain();

        await Assert.ThrowsAsync<NonceUsedException>(async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));
    }

    [Theory]
    [InlineData("replacement transaction underpriced")]
    [InlineData("insufficient funds for gas * price + value")]
    public async Task Send_OtherError_IsUnavailable(string message)
    {
        _node.Fail("eth_sendRawTransaction", -32000, message);
        using var chain = Chain();

        await Assert.ThrowsAnyAsync<ChainUnavailableException>(async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));
    }

    [Fact]
    public async Task Send_NodeNamesAnotherHash_IsUnavailable()
    {
        _node.Answer("eth_sendRawTransaction", Tip);
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainUnavailableException>(async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));
    }

    [Fact]
    public async Task FindOutcome_BlockOfTheReceiptWasReplaced_IsNotMined()
    {
        _node.Answer("eth_getTransactionReceipt", new JsonObject
        {
            ["status"] = "0x1", ["blockHash"] = FakeNode.Genesis, ["blockNumber"] = "0x3e8", ["gasUsed"] = "0x5208",
        });
        using var chain = Chain();

        Assert.Null(await chain.FindOutcomeAsync(Id, Cancellation));
    }

    public void Dispose() => _node.Dispose();

    private static ChainAddress Address(byte last) =>
        ChainAddress.TryParse("0x" + new string('0', 38) + Convert.ToHexStringLower([last]), out var address) ? address : default;

    private static (long From, long To) Range(JsonElement parameters) => (Number(parameters[0], "fromBlock"), Number(parameters[0], "toBlock"));

    private static long Number(JsonElement filter, string name) => Convert.ToInt64(filter.GetProperty(name).GetString(), 16);

    private static JsonObject Blocks(string tag) => FakeNode.Result((tag switch
    {
        "0x0" => FakeNode.Block(0),
        "latest" or "0x3e8" => FakeNode.Block(Newest, Tip),
        "finalized" => FakeNode.Block(900),
        _ => throw new InvalidOperationException(tag),
    }).ToJsonString());

    /// <summary>Each fake block's hash is its number, so that it can be found again.</summary>
    private static JsonObject AnchorLog(long block) => new()
    {
        ["address"] = Address(0xaa).ToString(),
        ["topics"] = new JsonArray(LogAnchorAbi.Anchored.Topic.ToHex(), EthereumAnchorChain.DepartmentId("a").ToHex(), $"0x{block:x64}"),
        ["data"] = Hex.Data(AbiCodec.Encode(AbiType.Parse("(uint64,bytes32)"), AbiValue.List(0, Id))),
        ["blockNumber"] = $"0x{block:x}",
        ["blockHash"] = $"0x{block:x64}",
        ["transactionHash"] = Id.ToHex(),
        ["logIndex"] = "0x0",
    };

    private static string OfferOf(SignedTransaction signed)
    {
        var isDynamic = signed.Bytes[0] == 2;
        var body = Assert.IsType<RlpList>(Rlp.Decode(signed.Bytes.AsSpan()[(isDynamic ? 1 : 0)..]));
        return string.Join(' ', (isDynamic ? [2, 3] : new[] { 1 }).Select(i => Hex.Data(Assert.IsType<RlpBytes>(body.Items[i]).Bytes.AsSpan())));
    }

    private void Fees(string? baseFee, string gasPrice, string? tip)
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x0"
            ? FakeNode.Result(FakeNode.Block(0).ToJsonString())
            : FakeNode.Result(FakeNode.Block(Newest, Tip, baseFee).ToJsonString()));
        _node.Answer("eth_gasPrice", gasPrice);
        _node.Answer("eth_estimateGas", "0xc351"); // 50001
        if (tip is not null)
        {
            _node.Answer("eth_maxPriorityFeePerGas", tip);
        }
    }

    private void View(AbiFunction function, string outputs, AbiValue values) =>
        _views[Hex.Data(function.Selector.AsSpan())] = () => AbiCodec.Encode(AbiType.Parse(outputs), values);

    private JsonNode Call(JsonElement parameters)
    {
        try
        {
            return _views.TryGetValue(parameters[0].GetProperty("data").GetString()![..10], out var view)
                ? new JsonObject { ["result"] = Hex.Data(view()) }
                : new JsonObject { ["result"] = "0x" };
        }
        catch (InvalidOperationException exception)
        {
            return new JsonObject { ["error"] = new JsonObject { ["code"] = -32000, ["message"] = exception.Message } };
        }
    }

    private static EthereumChainOptions Options(FinalityMode finality) =>
        new() { Endpoints = [new Uri("http://a.example")], Registry = Address(0x99), Finality = finality };

    private EthereumAnchorChain Chain(FinalityMode? finality = null) => new(Options(finality ?? FinalityMode.Instant), _node);

    private static async Task<ChainFacts> FactsAsync(EthereumAnchorChain chain) =>
        await chain.ReadFactsAsync(new BundleQuestions("a", Id, "b", Id, 5), Cancellation);
}
