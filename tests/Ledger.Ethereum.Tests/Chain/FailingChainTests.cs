using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Store.Contract;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Chain;

/// <summary>Behaviour of a faulty node: refused ranges, lost events, reorganisations during reading, unknown tags.</summary>
public sealed class FailingChainTests : IDisposable
{
    private const long Newest = 1000;
    private const string Tip = "0x00000000000000000000000000000000000000000000000000000000000003e8";
    private static readonly Digest Id = Digest.Sha256([1]);
    private readonly FakeNode _node = new();
    private readonly Dictionary<string, Func<byte[]>> _views = [];

    public FailingChainTests()
    {
        View<LogAnchorFunction, LogAnchorOutputDTO>(new() { ReturnValue1 = Address(0xaa).ToString() });
        View<RecordStatusFunction, RecordStatusOutputDTO>(new() { ReturnValue1 = Address(0xbb).ToString() });
        View<StatusOfFunction, StatusOfOutputDTO>(new() { Successor = new byte[32] });
        View<RootAtFunction, RootAtOutputDTO>(new() { ReturnValue1 = Id.ToArray() });
        _node.AnswerWith("eth_getBlockByNumber", parameters => Blocks(parameters[0].GetString()!));
        _node.AnswerWith("eth_getBlockByHash", parameters => FakeNode.Result(
            FakeNode.Block((long)new BigInteger(JsonVectors.Bytes(parameters[0]), isUnsigned: true, isBigEndian: true), parameters[0].GetString()!).ToJsonString()));
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

        await OutageAssert.ThrowsAsync(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));

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

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));
    }

    [Fact]
    public async Task ReadAnchors_BlockIsGone_SaysThatTheChainMoved()
    {
        _node.AnswerWith("eth_getLogs", _ => FakeNode.Result(new JsonArray(AnchorLog(5)).ToJsonString()));
        _node.Answer("eth_getBlockByHash", null);
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainMovedException>(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));
    }

    [Fact]
    public async Task ReadAnchors_EventWasTakenBack_SaysThatTheChainMoved()
    {
        _node.AnswerWith("eth_getLogs", _ =>
        {
            var log = AnchorLog(5);
            log["removed"] = true;
            return FakeNode.Result(new JsonArray(log).ToJsonString());
        });
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainMovedException>(async () => await chain.ReadAnchorsAsync("a", 0, Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadEvents_BlockIsGoneOrAnother_SaysThatTheChainMoved(bool isGone)
    {
        _node.AnswerWith("eth_getLogs", _ => FakeNode.Result(new JsonArray(AnchorLog(5)).ToJsonString()));
        _node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x5" && isGone
            ? FakeNode.Result("null")
            : FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        using var chain = Chain();

        await Assert.ThrowsAsync<ChainMovedException>(async () => await chain.ReadEventsAsync(0, 10, Cancellation));
    }

    [Fact]
    public async Task ReadFacts_EventsAreLost_DoesNotHideARevocation()
    {
        View<StatusOfFunction, StatusOfOutputDTO>(new() { Status = 2, Since = 1_700_000_000, Sequence = 9, Successor = new byte[32] });
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
        _views[Answers.Selector<RootAtFunction>()] = () => throw new InvalidOperationException("pruned");
        using var chain = Chain();

        var facts = await FactsAsync(chain);

        Assert.False(facts.RootAtSize.IsKnown);
        Assert.Contains("pruned", facts.RootAtSize.Problem, StringComparison.Ordinal);
        Assert.True(facts.Statuses.IsKnown);
    }

    [Fact]
    public async Task ReadFacts_EndpointRefusesBatches_ReadsTheSameFactsAtTheSameBlock()
    {
        using var together = Chain();
        var expected = await FactsAsync(together);
        var blocks = new List<string>();
        _node.Batches = () => FakeNode.Json("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not taken here"}}""");
        _node.AnswerWith("eth_call", parameters =>
        {
            blocks.Add(parameters[1].GetString()!);
            return Call(parameters);
        });
        using var single = Chain();

        var facts = await FactsAsync(single);

        Assert.True(facts.RootAtSize.IsKnown && facts.Statuses.IsKnown && facts.Source.IsKnown);
        Assert.Equal(expected.RootAtSize, facts.RootAtSize);
        Assert.Equal(expected.Source.Value with { Endpoints = [] }, facts.Source.Value with { Endpoints = [] });
        Assert.Equal("0x3e8", Assert.Single(blocks.Distinct(), block => block != "latest")); // The addresses in the registry never change.
        Assert.Equal(2, blocks.Count(block => block == "latest"));
    }

    [Fact]
    public async Task ReadFacts_ViewAnswersGarbage_IsUnknownNotWrong()
    {
        _views[Answers.Selector<RootAtFunction>()] = () => [1, 2, 3];
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
        View<LogAnchorFunction, LogAnchorOutputDTO>(new() { ReturnValue1 = default(ChainAddress).ToString() });
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<FaultException>(async () => await chain.ReadSourceAsync(Cancellation));
        Assert.Equal(AnchoringFaults.ContractsMissing, exception.Fault);
    }

    [Fact]
    public async Task ReadSource_NoCodeAtTheRegistry_SaysThatTheContractsAreMissing()
    {
        _views.Clear();
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<FaultException>(async () => await chain.ReadSourceAsync(Cancellation));

        Assert.Equal(AnchoringFaults.ContractsMissing, exception.Fault);
    }

    [Fact]
    public async Task ReadHead_ChainWasResetWithOtherContracts_ReadsTheirAddressesAgain()
    {
        View<HeadFunction, HeadOutputDTO>(new() { Root = new byte[32] });
        using var chain = Chain();
        await chain.ReadHeadAsync("a", Cancellation);
        View<LogAnchorFunction, LogAnchorOutputDTO>(new() { ReturnValue1 = Address(0xcc).ToString() });

        Assert.Equal(Address(0xcc), (await chain.ReadSourceAsync(Cancellation)).LogAnchor);
    }

    [Fact]
    public async Task FindOutcome_BlockOfTheReceiptWasReplaced_IsNotMined()
    {
        _node.Answer("eth_getTransactionReceipt", new JsonObject
        {
            ["status"] = "0x1",
            ["blockHash"] = FakeNode.Genesis,
            ["blockNumber"] = "0x3e8",
            ["gasUsed"] = "0x5208",
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

    /// <summary>The hash of each fake block is its number, so that it can be found again.</summary>
    private static JsonObject AnchorLog(long block) => new()
    {
        ["address"] = Address(0xaa).ToString(),
        ["topics"] = new JsonArray(ContractAbi.Topic<AnchoredEventDTO>().ToHex(), OnChainId.OfDepartment("a").ToHex(), $"0x{block:x64}"),
        ["data"] = Hex.Data(GeneratedClasses.Encode(new AnchoredEventDTO { Root = Id.ToArray() }, indexed: false)),
        ["blockNumber"] = $"0x{block:x}",
        ["blockHash"] = $"0x{block:x64}",
        ["transactionHash"] = Id.ToHex(),
        ["logIndex"] = "0x0",
    };

    private void View<TFunction, TOutput>(TOutput output)
        where TFunction : FunctionMessage, IViewOf<TOutput>
        where TOutput : class => _views[Answers.Selector<TFunction>()] = () => Answers.Encode(output);

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
