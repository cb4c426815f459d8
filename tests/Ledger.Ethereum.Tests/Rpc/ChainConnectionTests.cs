using Ledger.Anchoring;
using Ledger.Consortium;
using Ledger.Consortium.Tests;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Tests.Proofs;
using Ledger.Store.Contract;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Time.Testing;
using Nethereum.JsonRpc.Client;

namespace Ledger.Ethereum.Tests.Rpc;

public sealed class ChainConnectionTests
{
    private const string OtherGenesis = "0x2222222222222222222222222222222222222222222222222222222222222222";
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));
    private readonly FakeNode _node = new FakeNode().Answer("eth_blockNumber", "0x5");

    [Fact]
    public async Task Use_FirstEndpointIsDown_AsksTheNextAndStaysThere()
    {
        _node.Hosts["a.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        using var connection = Connection();

        Assert.Equal("b.example", await HostAsync(connection));
        Assert.Equal("b.example", await HostAsync(connection));

        Assert.Single(_node.Asked, asked => asked == "a.example eth_chainId");
    }

    [Fact]
    public async Task Use_AllEndpointsAreDown_IsUnavailableAndNamesBoth()
    {
        _node.Hosts["a.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        _node.Hosts["b.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.NameResolutionError, "down");
        using var connection = Connection();

        var exception = await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => HostAsync(connection));

        Assert.Contains("http://a.example", exception.Message, StringComparison.Ordinal);
        Assert.Contains("http://b.example", exception.Message, StringComparison.Ordinal);
        Assert.InRange(_node.Asked.Count(asked => asked.EndsWith("eth_chainId", StringComparison.Ordinal)), 2, 4);
    }

    [Fact]
    public async Task Use_NodeAnswersWithAnError_DoesNotAskAnother()
    {
        _node.Fail("eth_blockNumber", -32000, "internal", host: "a.example");
        using var connection = Connection();

        await Assert.ThrowsAsync<RpcErrorException>(() => HostAsync(connection));

        Assert.DoesNotContain("b.example eth_blockNumber", _node.Asked);
    }

    [Fact]
    public async Task Use_WrongChainId_IsSkipped()
    {
        _node.Answer("eth_chainId", "0x1", "a.example");
        using var connection = Connection(chainId: 31337);

        Assert.Equal("b.example", await HostAsync(connection));

        Assert.DoesNotContain("a.example eth_blockNumber", _node.Asked);
    }

    [Fact]
    public async Task Use_EveryEndpointOnAnotherChain_IsUnavailable()
    {
        using var connection = Connection(chainId: 5);

        var exception = await Assert.ThrowsAsync<FaultException>(() => HostAsync(connection));

        Assert.Equal(AnchoringFaults.OtherChain, exception.Fault);
        Assert.Contains("is on chain 31337, not on chain 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_QbftChainUnderTheHashOfItsGenesisFile_Answers()
    {
        var block = Example();
        _node.AnswerWith("eth_getBlockByNumber", _ => FakeNode.Result(QbftBlocks.ToJson(block.Header.AsSpan(), block.Hash).ToJsonString()));
        using var connection = Connection(genesis: block.Hash);

        Assert.Equal("a.example", await HostAsync(connection));
    }

    [Fact]
    public async Task Use_QbftChainOfAnotherGenesisFile_IsUnavailable()
    {
        var block = Example();
        _node.AnswerWith("eth_getBlockByNumber", _ => FakeNode.Result(QbftBlocks.ToJson(block.Header.AsSpan(), block.Hash).ToJsonString()));
        using var connection = Connection(genesis: Example(5).Hash);

        Assert.Equal(AnchoringFaults.OtherChain, (await Assert.ThrowsAsync<FaultException>(() => HostAsync(connection))).Fault);
    }

    /// <summary>One endpoint returns the right hash with another block 0.</summary>
    [Theory]
    [InlineData("stateRoot", "0x1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("timestamp", "0x1")]
    [InlineData("baseFeePerGas", "0x7")]
    public async Task Use_QbftBlockZeroWithAnotherHashThanItsFields_IsRefused(string name, string value)
    {
        var block = Example();
        var shown = QbftBlocks.ToJson(block.Header.AsSpan(), block.Hash);
        _node.AnswerWith("eth_getBlockByNumber", _ => FakeNode.Result(shown.ToJsonString()));
        shown[name] = value;
        using var connection = Connection(genesis: block.Hash);

        var exception = await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => HostAsync(connection));

        Assert.Contains("a block 0 whose fields give another hash", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a.example eth_blockNumber", _node.Asked);
    }

    [Fact]
    public async Task Use_BlockZeroThatIsNotOfQbft_IsNotHashed()
    {
        var shown = QbftBlocks.ToJson(Example().Header.AsSpan(), Digest.Sha256([1]));
        shown["mixHash"] = OtherGenesis;
        _node.AnswerWith("eth_getBlockByNumber", _ => FakeNode.Result(shown.ToJsonString()));
        using var connection = Connection(genesis: Digest.Sha256([1]));

        Assert.Equal("a.example", await HostAsync(connection));
    }

    [Fact]
    public async Task Use_SameIdButAnotherGenesis_IsUnavailable()
    {
        Assert.True(Digest.TryRead(JsonVectors.Bytes(OtherGenesis), out var genesis));
        using var connection = Connection(genesis: genesis);

        var exception = await Assert.ThrowsAsync<FaultException>(() => HostAsync(connection));

        Assert.Equal(AnchoringFaults.OtherChain, exception.Fault);
        Assert.Contains("another block 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_AnotherChainTookTheAddress_IsNoticedAfterTheOutage()
    {
        using var connection = Connection("a.example");
        await HostAsync(connection);
        _node.Hosts["a.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => HostAsync(connection));
        _node.Hosts.Clear();
        _node.Answer("eth_getBlockByNumber", FakeNode.Block(0, OtherGenesis));

        var exception = await Assert.ThrowsAsync<FaultException>(() => HostAsync(connection));

        Assert.Equal(AnchoringFaults.OtherChain, exception.Fault);
        Assert.Contains("another block 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_Twice_ChecksTheChainOnce()
    {
        using var connection = Connection("a.example");

        await HostAsync(connection);
        await HostAsync(connection);

        Assert.Single(_node.Asked, asked => asked.EndsWith("eth_chainId", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Use_FirstEndpointHangs_IsRetriedLessAndLessOften()
    {
        var asked = 0;
        _node.Hosts["a.example"] = async (_, cancellationToken) =>
        {
            asked++;
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new System.Diagnostics.UnreachableException();
        };
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        using var connection = Connection(timeout: TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("b.example", await HostAsync(connection));
        }

        Assert.Equal(1, asked);
        Assert.Equal([EndpointState.Silent, EndpointState.Up], connection.Health.Select(endpoint => endpoint.State));
        for (var i = 0; i < 60; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await HostAsync(connection);
        }

        Assert.InRange(asked, 3, 12); // Five minutes: after 1, 2, 4 … seconds, finally once a minute.
    }

    [Fact]
    public async Task Use_EndpointKeepsAnsweringWithErrors_AnotherIsPreferred()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        _node.Fail("eth_blockNumber", -32603, "internal error", host: "a.example");
        using var connection = Connection();
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<RpcErrorException>(() => HostAsync(connection));
        }

        Assert.Equal("b.example", await HostAsync(connection));
        Assert.Equal(EndpointState.Erring, connection.Health[0].State);
    }

    [Fact]
    public async Task Use_ChainMovesWhileItIsRead_IsNotTheEndpointsFault()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        _node.Answer("eth_getBlockByHash", null);
        using var connection = Connection();
        Assert.Equal("a.example", await HostAsync(connection));

        await Assert.ThrowsAsync<ChainMovedException>(() => BlockAsync(connection));

        Assert.DoesNotContain("b.example eth_getBlockByHash", _node.Asked);
        Assert.Equal(EndpointState.Up, connection.Health[0].State);
        Assert.Equal("a.example", await HostAsync(connection));
        Assert.Single(_node.Asked, asked => asked == "a.example eth_chainId"); // Not checked again, unlike an endpoint that was silent.
    }

    [Fact]
    public async Task Use_ChainMovesAtOneEndpointEachTime_AnotherIsPreferred()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        _node.Answer("eth_getBlockByHash", null, "a.example");
        _node.Answer("eth_getBlockByHash", FakeNode.Block(5), "b.example");
        using var connection = Connection();
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<ChainMovedException>(() => BlockAsync(connection));
        }

        Assert.Equal("b.example", await BlockAsync(connection));
        Assert.Equal(EndpointState.Erring, connection.Health[0].State);
    }

    [Fact]
    public async Task Use_BlockWithAnotherHashThanAskedFor_IsTheEndpointsFault()
    {
        _node.Answer("eth_getBlockByHash", FakeNode.Block(5, OtherGenesis), "a.example");
        _node.Answer("eth_getBlockByHash", FakeNode.Block(5), "b.example");
        using var connection = Connection();

        Assert.Equal("b.example", await BlockAsync(connection));
        Assert.Equal(EndpointState.Silent, connection.Health[0].State);
    }

    [Fact]
    public async Task Use_EndpointWasSilent_IsCheckedAndUpAgainWhenItAnswers()
    {
        _node.AnswerWith("eth_getBlockByNumber", parameters => FakeNode.Result(FakeNode.Block(parameters[0].GetString() == "0x0" ? 0 : 5).ToJsonString()));
        _node.Hosts["a.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        using var connection = Connection();
        await HostAsync(connection);
        _node.Hosts.Clear();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await HostAsync(connection);

        Assert.All(connection.Health, endpoint => Assert.Equal((EndpointState.Up, 5L), (endpoint.State, endpoint.Head!.Number)));
        Assert.All(connection.Health, endpoint => Assert.Equal(_clock.GetUtcNow(), endpoint.LastAnswer));
    }

    [Fact]
    public void Health_OfAnEndpointWithCredentials_ShowsNone()
    {
        using var connection = new ChainConnection(
            new EthereumChainOptions { Endpoints = [new Uri("https://user:secret@rpc.example/v3/apikey?token=x")], Registry = default }, _node);

        Assert.Equal("https://rpc.example", Assert.Single(connection.Health).Name);
    }

    [Fact]
    public void Connection_WithoutEndpoint_IsRefused() => Assert.Throws<ArgumentException>(
        () => new ChainConnection(new EthereumChainOptions { Endpoints = [], Registry = default }, _node));

    private static GenesisBlock Example(int validators = 4) => GenesisBlock.Read(ConsortiumGenesis.Write(
        new GenesisSettings { ChainId = 20261127, Validators = [.. Enumerable.Range(1, validators).Select(TestAccounts.Address)] }));

    private ChainConnection Connection(string host) => Connection(null, null, null, host);

    private ChainConnection Connection(long? chainId = null, Digest? genesis = null, TimeSpan? timeout = null, params string[] hosts) => new(
        new EthereumChainOptions
        {
            Endpoints = [.. (hosts.Length == 0 ? ["a.example", "b.example"] : hosts).Select(host => new Uri($"http://{host}"))],
            Registry = default,
            ChainId = chainId,
            GenesisHash = genesis,
            Timeout = timeout ?? TimeSpan.FromSeconds(10),
            Clock = _clock,
        },
        _node);

    /// <summary>Reads the block that contained an event a moment ago.</summary>
    private static async Task<string> BlockAsync(ChainConnection connection) => await connection.UseAsync(
        async session =>
        {
            Assert.True(Digest.TryRead(JsonVectors.Bytes(FakeNode.Genesis), out var hash));
            await session.ReadBlocksAsync([hash], TestContext.Current.CancellationToken);
            return session.Endpoint.Address.Host;
        },
        TestContext.Current.CancellationToken);

    private static async Task<string> HostAsync(ChainConnection connection) => await connection.UseAsync(
        async session =>
        {
            (await session.AskAsync(new RpcRequest(null, "eth_blockNumber"), TestContext.Current.CancellationToken)).Get();
            return session.Endpoint.Address.Host;
        },
        TestContext.Current.CancellationToken);
}
