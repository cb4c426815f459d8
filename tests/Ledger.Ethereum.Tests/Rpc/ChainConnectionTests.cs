using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Rpc;

public sealed class ChainConnectionTests
{
    private const string OtherGenesis = "0x2222222222222222222222222222222222222222222222222222222222222222";
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

        var exception = await Assert.ThrowsAsync<ChainUnavailableException>(() => HostAsync(connection));

        Assert.Contains("http://a.example", exception.Message, StringComparison.Ordinal);
        Assert.Contains("http://b.example", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _node.Asked.Count(asked => asked.EndsWith("eth_chainId", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Use_NodeAnswersWithAnError_DoesNotAskAnother()
    {
        _node.Fail("eth_blockNumber", -32000, "internal", host: "a.example");
        using var connection = Connection();

        await Assert.ThrowsAsync<RpcErrorException>(() => HostAsync(connection));

        Assert.DoesNotContain(_node.Asked, asked => asked.StartsWith("b.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Use_WrongChainId_IsPassedOver()
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

        var exception = await Assert.ThrowsAsync<ChainUnavailableException>(() => HostAsync(connection));

        Assert.Contains("is on chain 31337, not on chain 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_SameIdButAnotherGenesis_IsUnavailable()
    {
        Assert.True(Digest.TryRead(Vectors.Bytes(OtherGenesis), out var genesis));
        using var connection = Connection(genesis: genesis);

        var exception = await Assert.ThrowsAsync<ChainUnavailableException>(() => HostAsync(connection));

        Assert.Contains("another block 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_AnotherChainTookTheAddress_IsNoticedAfterTheOutage()
    {
        using var connection = Connection("a.example");
        await HostAsync(connection);
        _node.Hosts["a.example"] = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "down");
        await Assert.ThrowsAsync<ChainUnavailableException>(() => HostAsync(connection));
        _node.Hosts.Clear();
        _node.Answer("eth_getBlockByNumber", FakeNode.Block(0, OtherGenesis));

        var exception = await Assert.ThrowsAsync<ChainUnavailableException>(() => HostAsync(connection));

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
    public void Connection_WithoutEndpoint_IsRefused() => Assert.Throws<ArgumentException>(
        () => new ChainConnection(new EthereumChainOptions { Endpoints = [], Registry = default }, _node));

    private ChainConnection Connection(string host) => Connection(null, null, host);

    private ChainConnection Connection(long? chainId = null, Digest? genesis = null, params string[] hosts) => new(
        new EthereumChainOptions
        {
            Endpoints = [.. (hosts.Length == 0 ? ["a.example", "b.example"] : hosts).Select(host => new Uri($"http://{host}"))],
            Registry = default,
            ChainId = chainId,
            GenesisHash = genesis,
        },
        _node);

    private static async Task<string> HostAsync(ChainConnection connection) => await connection.UseAsync(
        async session =>
        {
            (await session.AskAsync(new RpcCall("eth_blockNumber"), TestContext.Current.CancellationToken)).Get();
            return session.Endpoint.Address.Host;
        },
        TestContext.Current.CancellationToken);
}
