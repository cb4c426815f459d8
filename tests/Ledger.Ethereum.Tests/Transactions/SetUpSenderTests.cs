using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Store.Contract;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Transactions;

/// <summary>A set-up transaction is sent again while it is in no block, and a failed poll says nothing about it.</summary>
public sealed class SetUpSenderTests : IDisposable
{
    private static readonly OperatorKey Key = new(KeyOctets.FromBytes(JsonVectors.Bytes("0x4646464646464646464646464646464646464646464646464646464646464646")));
    private readonly FakeNode _node = new();
    private readonly List<string> _sent = [];
    private readonly ChainConnection _connection;
    private bool _isMined;

    public SetUpSenderTests()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 1000).ToJsonString()));
        _node.Answer("eth_gasPrice", "0x64").Answer("eth_estimateGas", "0xc351").Answer("eth_getTransactionCount", "0x7");
        _node.AnswerWith("eth_sendRawTransaction", parameters => Take(parameters[0].GetString()!)); // bytes are always sent
        _node.AnswerWith("eth_getTransactionReceipt", _ => _isMined ? Receipt(succeeded: true) : FakeNode.Result("null"));
        _connection = new ChainConnection(new EthereumChainOptions { Endpoints = [new Uri("http://a.example")], Registry = default }, _node);
    }

    [Fact]
    public async Task Send_PoolForgetsTheTransaction_SendsTheSameBytesAgain()
    {
        _node.AnswerWith("eth_sendRawTransaction", parameters =>
        {
            _isMined = _sent.Count == 1;
            return Take(parameters[0].GetString()!);
        });

        var outcome = await SendAsync();

        Assert.Equal((true, 1000), (outcome.Succeeded, outcome.Block.Number));
        Assert.Equal(2, _sent.Count);
        Assert.Equal(_sent[0], _sent[1]);
    }

    [Fact]
    public async Task Send_NonceIsUsedByItselfAndTheReceiptIsLate_WaitsForTheReceipt()
    {
        var polls = 0;
        _node.AnswerWith("eth_sendRawTransaction", parameters =>
            _sent.Count == 0 ? Take(parameters[0].GetString()!) : new JsonObject { ["error"] = new JsonObject { ["code"] = -32000, ["message"] = "nonce too low" } });
        _node.AnswerWith("eth_getTransactionReceipt", _ => ++polls > 12 ? Receipt(succeeded: true) : FakeNode.Result("null"));

        Assert.True((await SendAsync()).Succeeded);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Send_OnePollFails_PollsAgain()
    {
        var polls = 0;
        _node.AnswerWith("eth_getTransactionReceipt", _ => ++polls == 1
            ? new JsonObject { ["error"] = new JsonObject { ["code"] = -32603, ["message"] = "the block was just taken back" } }
            : Receipt(succeeded: true));

        Assert.True((await SendAsync()).Succeeded);
        Assert.Equal(2, polls);
    }

    [Fact]
    public async Task Send_ContractReverts_IsRefusedAndNotSentAgain()
    {
        _node.AnswerWith("eth_getTransactionReceipt", _ => Receipt(succeeded: false));

        await Assert.ThrowsAsync<CallRevertedException>(SendAsync);

        Assert.Single(_sent);
    }

    [Fact]
    public async Task Send_NodeRefusesAtOnce_IsThrown()
    {
        _node.Fail("eth_sendRawTransaction", -32000, "insufficient funds for gas * price + value: balance 0");

        await FaultAssert.ThrowsAsync(AnchoringFaults.FundsMissing, SendAsync);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _node.Dispose();
    }

    private async Task<TransactionOutcome> SendAsync() =>
        await new SetUpSender(_connection, new TransactionWriter(zeroFees: false)).SendAsync(Key, null, [1], TestContext.Current.CancellationToken);

    private JsonObject Take(string bytes)
    {
        _sent.Add(bytes);
        return FakeNode.Result($"\"{Keccak.Hash(JsonVectors.Bytes(bytes)).ToHex()}\"");
    }

    private static JsonObject Receipt(bool succeeded) => FakeNode.Result(new JsonObject
    {
        ["status"] = succeeded ? "0x1" : "0x0",
        ["blockHash"] = FakeNode.Genesis,
        ["blockNumber"] = "0x3e8",
        ["gasUsed"] = "0x5208",
    }.ToJsonString());
}
