using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Transactions;

/// <summary>The price offered for gas, also to replace a waiting transaction, and the meaning of the nodes' answers to a sent transaction.</summary>
public sealed class TransactionWriterTests : IDisposable
{
    private const string Tip = "0x00000000000000000000000000000000000000000000000000000000000003e8";
    private static readonly Digest Id = Digest.Sha256([1]);
    private static readonly OperatorKey Key = new(KeyOctets.FromBytes(JsonVectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646")));
    private static readonly AnchorCall First = new(0, 1, Id, []);
    private readonly FakeNode _node = new();

    public TransactionWriterTests() => _node.AnswerWith("eth_call", _ => new JsonObject
    {
        ["result"] = Hex.Data(Answers.Encode(new LogAnchorOutputDTO { ReturnValue1 = Address(0xaa).ToString() })),
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "0x64", null, "100")]
    [InlineData("0x64", "0x6e", "0x5", "10 210")]
    [InlineData("0x64", "0x6e", "0x14", "20 220")]
    [InlineData("0x64", "0x6e", null, "10 210")]
    [InlineData("0x0", "0x0", "0x3b9aca00", "0 0")]
    [InlineData("0x0", "0x3e8", "0x0", "1000 1000")]
    public async Task Sign_FeesOfTheChain_AreOffered(string? baseFee, string gasPrice, string? tip, string expected)
    {
        Fees(baseFee, gasPrice, tip);
        using var chain = Chain();

        Assert.Equal(expected, OfferOf(await chain.SignAsync(Key, First, 7, null, Cancellation)));
    }

    [Theory]
    [InlineData("0x64", "0x6e", "0xa", "12 242")]
    [InlineData("0x3c", "0x42", "0x6", "12 242")]
    [InlineData("0xc8", "0xdc", "0x14", "20 420")]
    [InlineData(null, "0x6e", null, "242")]
    public async Task Sign_Replacement_OffersFifteenPercentMoreWhateverTheMarketDid(string? baseFee, string gasPrice, string? tip, string expected)
    {
        Fees("0x64", "0x6e", "0xa");
        using var chain = Chain();
        var first = await chain.SignAsync(Key, First, 7, null, Cancellation);
        Fees(baseFee, gasPrice, tip);

        Assert.Equal(expected, OfferOf(await chain.SignAsync(Key, First, 7, first, Cancellation)));
    }

    [Fact]
    public async Task Sign_ReplacementOfTheSameCall_KeepsItsGasAndAsksNoEstimate()
    {
        Fees("0x64", "0x6e", "0xa");
        using var chain = Chain();
        var first = await chain.SignAsync(Key, First, 7, null, Cancellation);
        _node.Fail("eth_estimateGas", 3, "execution reverted: a node must not be asked");

        var second = await chain.SignAsync(Key, First, 7, first, Cancellation);

        Assert.Equal(Read(first) with { Fees = Read(second).Fees, Data = [] }, Read(second) with { Data = [] });
        Assert.Equal(Read(first).Data, Read(second).Data);
    }

    [Fact]
    public async Task Sign_ReplacementByNewerContent_GetsANewEstimate()
    {
        Fees("0x64", "0x6e", "0xa");
        using var chain = Chain();
        var first = await chain.SignAsync(Key, First, 7, null, Cancellation);
        _node.Answer("eth_estimateGas", "0x186a0"); // 100000

        var second = await chain.SignAsync(Key, new AnchorCall(0, 5, Id, []), 7, first, Cancellation);

        Assert.Equal((60_002, 120_000), (Read(first).GasLimit, Read(second).GasLimit));
    }

    [Fact]
    public async Task Sign_AlreadyFarAboveTheMarket_ReplacesNothing()
    {
        Fees("0x3e8", "0x44c", "0x64");
        using var chain = Chain();
        var first = await chain.SignAsync(Key, First, 7, null, Cancellation);
        Fees("0x64", "0x6e", "0xa");

        Assert.Null(await chain.SignAsync(Key, First, 7, first, Cancellation));
    }

    [Fact]
    public async Task Sign_ChainWithoutFees_ReplacesAtTheSamePriceByNewerContentOnly()
    {
        Fees("0x0", "0x0", "0x0");
        using var chain = Chain();
        var first = await chain.SignAsync(Key, First, 7, null, Cancellation);

        Assert.Null(await chain.SignAsync(Key, First, 7, first, Cancellation));
        Assert.Equal("0 0", OfferOf(await chain.SignAsync(Key, new AnchorCall(0, 5, Id, []), 7, first, Cancellation)));
    }

    [Fact]
    public async Task Sign_ZeroFeesAreConfigured_OffersNothing()
    {
        Fees("0x64", "0x6e", "0x5");
        using var chain = new EthereumAnchorChain(Options() with { ZeroFees = true }, _node);

        Assert.Equal("0 0", OfferOf(await chain.SignAsync(Key, First, 7, null, Cancellation)));
    }

    [Fact]
    public async Task Sign_Call_HasAFifthMoreGasThanEstimated()
    {
        Fees("0x64", "0x6e", "0x5");
        using var chain = Chain();

        var signed = await chain.SignAsync(Key, First, 7, null, Cancellation);

        Assert.Equal((60_002, 7), (Read(signed).GasLimit, signed!.Nonce));
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

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await chain.SignAsync(Key, First, 7, null, Cancellation));

        Assert.Equal(name, exception.ErrorName);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Sign_EstimateRevertsWithAnHttpError_KeepsTheReason(HttpStatusCode status)
    {
        Fees("0x64", "0x6e", "0x5");
        _node.Fail("eth_estimateGas", 3, "execution reverted: no", "0x08c379a0").ErrorStatus = status;
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<CallRevertedException>(async () => await chain.SignAsync(Key, First, 7, null, Cancellation));

        Assert.Equal("Error", exception.ErrorName);
    }

    [Fact]
    public async Task Sign_BlocksWithoutTheMemberOfABaseFee_IsALegacyTransaction()
    {
        Fees(null, "0x64", null);
        _node.AnswerWith("eth_getBlockByNumber", parameters =>
        {
            var block = FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 1000);
            block.Remove("baseFeePerGas");
            return FakeNode.Result(block.ToJsonString());
        });
        using var chain = Chain();

        Assert.Equal(new LegacyFees(100), Read(await chain.SignAsync(Key, First, 7, null, Cancellation)).Fees);
    }

    [Fact]
    public async Task Sign_EstimateSaysThatFundsAreMissing_IsThatFault()
    {
        Fees("0x64", "0x6e", "0x5");
        _node.Fail("eth_estimateGas", -32000, "insufficient funds for gas");
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<FaultException>(async () => await chain.SignAsync(Key, First, 7, null, Cancellation));

        Assert.Equal(AnchoringFaults.FundsMissing, exception.Fault);
    }

    [Fact]
    public async Task Sign_EstimateFailsOtherwise_IsUnavailable()
    {
        Fees("0x64", "0x6e", "0x5");
        _node.Fail("eth_estimateGas", -32603, "internal error");
        using var chain = Chain();

        await OutageAssert.ThrowsAsync(async () => await chain.SignAsync(Key, First, 7, null, Cancellation));
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
            ["status"] = "0x1",
            ["blockHash"] = Tip,
            ["blockNumber"] = "0x3e8",
            ["gasUsed"] = "0x5208",
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
    [InlineData("replacement transaction underpriced", true)]
    [InlineData("Replacement transaction underpriced", true)]
    [InlineData("future transaction tries to replace pending", true)]
    [InlineData("transaction underpriced: gas tip cap 0, minimum needed 1", false)]
    [InlineData("Gas price below configured minimum gas price", false)]
    [InlineData("max fee per gas less than block base fee: address 0x…, maxFeePerGas: 1, baseFee: 7", false)]
    public async Task Send_OffersTooLittle_SaysWhetherToReplaceOrAtAll(string message, bool isReplacement)
    {
        _node.Fail("eth_sendRawTransaction", -32000, message);
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<UnderpricedException>(async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));

        Assert.Equal(isReplacement, exception.IsReplacement);
    }

    [Theory]
    [InlineData("insufficient funds for gas * price + value: balance 0", "LDG4006")]
    [InlineData("Upfront cost exceeds account balance", "LDG4006")]
    [InlineData("sender doesn't have enough funds to send tx", "LDG4006")]
    [InlineData("Sender account not authorized to send transactions", "LDG4007")]
    [InlineData("exceeds block gas limit", "LDG4007")]
    [InlineData("intrinsic gas too low", "LDG4007")]
    [InlineData("txpool is full", "LDG4007")]
    public async Task Send_NodeDoesNotTakeIt_IsACodedFault(string message, string code)
    {
        _node.Fail("eth_sendRawTransaction", -32000, message);
        using var chain = Chain();

        var exception = await Assert.ThrowsAsync<FaultException>(
            async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));

        Assert.Equal(code, exception.Fault.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NodeNamesAnotherHash_IsUnavailable()
    {
        _node.Answer("eth_sendRawTransaction", Tip);
        using var chain = Chain();

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));
    }

    [Fact]
    public async Task Send_FirstEndpointIsSilent_AllOthersGetTheSameBytes()
    {
        _node.AnswerWith("eth_sendRawTransaction", _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut off"), "a.example");
        _node.Answer("eth_sendRawTransaction", Id.ToHex());
        using var chain = Chain("a.example", "b.example", "c.example");

        await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation);

        Assert.Equal(["a.example", "b.example", "c.example"], SentTo());
    }

    [Fact]
    public async Task Send_FirstEndpointAccepts_NoOtherGetsIt()
    {
        _node.Answer("eth_sendRawTransaction", Id.ToHex());
        using var chain = Chain("a.example", "b.example");

        await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation);

        Assert.Equal(["a.example"], SentTo());
    }

    [Fact]
    public async Task Send_FirstEndpointAlreadyHadIt_OthersGetItToo()
    {
        _node.Fail("eth_sendRawTransaction", -32000, "already known", host: "a.example");
        _node.Fail("eth_sendRawTransaction", -32000, "nonce too low", host: "b.example");
        _node.Answer("eth_getTransactionReceipt", null);
        using var chain = Chain("a.example", "b.example");

        await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation);

        Assert.Equal(["a.example", "b.example"], SentTo());
    }

    [Fact]
    public async Task Send_FirstEndpointRefuses_NoOtherIsAsked()
    {
        _node.Fail("eth_sendRawTransaction", -32000, "insufficient funds", host: "a.example");
        _node.Answer("eth_sendRawTransaction", Id.ToHex(), "b.example");
        using var chain = Chain("a.example", "b.example");

        await FaultAssert.ThrowsAsync(AnchoringFaults.FundsMissing, async () => await chain.SendAsync(new SignedTransaction(Id, [1], 7), Cancellation));

        Assert.Equal(["a.example"], SentTo());
    }

    public void Dispose() => _node.Dispose();

    private IEnumerable<string> SentTo() => _node.Asked.Where(asked => asked.EndsWith(" eth_sendRawTransaction", StringComparison.Ordinal)).Select(asked => asked.Split(' ')[0]);

    private static ChainAddress Address(byte last) =>
        ChainAddress.TryParse("0x" + new string('0', 38) + Convert.ToHexStringLower([last]), out var address) ? address : default;

    private static UnsignedTransaction Read(SignedTransaction? signed) => UnsignedTransaction.Read(Assert.IsType<SignedTransaction>(signed), 31337);

    private static string OfferOf(SignedTransaction? signed) => Read(signed).Fees switch
    {
        DynamicFees fees => string.Create(CultureInfo.InvariantCulture, $"{fees.MaxPriorityFee} {fees.MaxFee}"),
        var fees => fees.Most.ToString(CultureInfo.InvariantCulture),
    };

    private void Fees(string? baseFee, string gasPrice, string? tip)
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => parameters[0].GetString() == "0x0"
            ? FakeNode.Result(FakeNode.Block(0).ToJsonString())
            : FakeNode.Result(FakeNode.Block(1000, Tip, baseFee).ToJsonString()));
        _node.Answer("eth_gasPrice", gasPrice);
        _node.Answer("eth_estimateGas", "0xc351"); // 50001
        if (tip is not null)
        {
            _node.Answer("eth_maxPriorityFeePerGas", tip);
        }
    }

    private static EthereumChainOptions Options(params string[] hosts) => new()
    {
        Endpoints = [.. (hosts.Length == 0 ? ["a.example"] : hosts).Select(host => new Uri($"http://{host}"))],
        Registry = Address(0x99),
    };

    private EthereumAnchorChain Chain(params string[] hosts) => new(Options(hosts), _node);
}
