using System.Net;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;

namespace Ledger.Ethereum.Tests.Rpc;

public sealed class JsonRpcClientTests
{
    private static readonly RpcEndpoint Endpoint = new(new Uri("http://user:secret@a.example:8545/v3/api-key?token=hidden"));
    private static readonly RpcCall[] Two = [new("eth_chainId"), new("eth_blockNumber")];

    public static TheoryData<string> NotAnAnswer =>
    [
        "", "null", "true", "[]", "{}", "not json", "<html></html>",
        """{"jsonrpc":"2.0","id":2,"result":"0x1"}""",
        """{"jsonrpc":"2.0","id":"1","result":"0x1"}""",
        """{"jsonrpc":"2.0","result":"0x1"}""",
        """{"jsonrpc":"2.0","id":1}""",
        """{"jsonrpc":"2.0","id":1,"error":{}}""",
        """{"jsonrpc":"2.0","id":1,"error":"no"}""",
        """{"jsonrpc":"2.0","id":1,"result":"0x1","result":"0x2"}""",
        """{"jsonrpc":"2.0","id":1,"result":"0x1"} x""",
    ];

    public static TheoryData<string> NotABatchAnswer =>
    [
        """{"jsonrpc":"2.0","id":1,"result":"0x1"}""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":1,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":3,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},7]""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches here"}}""",
    ];

    [Theory, MemberData(nameof(NotAnAnswer))]
    public async Task Ask_AnswerIsNotJsonRpc_IsNoAnswer(string body)
    {
        using var client = Client(_ => FakeNode.Json(body));

        await Assert.ThrowsAsync<ChainUnavailableException>(() => AskAsync(client));
    }

    [Theory, MemberData(nameof(NotABatchAnswer))]
    public async Task AskAll_AnswerDoesNotFitTheBatch_IsNoAnswer(string body)
    {
        using var client = Client(_ => FakeNode.Json(body));

        await Assert.ThrowsAnyAsync<ChainUnavailableException>(
            async () => await client.AskAllAsync(Endpoint, Two, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.Redirect)]
    public async Task Ask_HttpError_IsNoAnswerAndIsNotRepeated(HttpStatusCode status)
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("secret") });
        using var client = new JsonRpcClient(node, TimeSpan.FromSeconds(5));

        var exception = await Assert.ThrowsAsync<ChainUnavailableException>(() => AskAsync(client));

        Assert.Single(node.Asked);
        AssertHidesCredentials(exception);
    }

    [Fact]
    public async Task Ask_HostNameRefused_IsAFaultThatNamesTheHostOnly()
    {
        using var client = Client(_ => FakeNode.Json("""{"message":"Host not authorized."}""", HttpStatusCode.Forbidden));

        var exception = await Assert.ThrowsAsync<ChainFaultException>(() => AskAsync(client));

        Assert.Equal(AnchoringFaults.HostNotAllowed, exception.Fault);
        AssertHidesCredentials(exception);
    }

    [Fact]
    public async Task Ask_ConnectionFails_NamesTheHostOnly()
    {
        using var client = Client(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, Endpoint.Address.ToString()));

        AssertHidesCredentials(await Assert.ThrowsAsync<ChainUnavailableException>(() => AskAsync(client)));
    }

    [Fact]
    public async Task Ask_NoAnswerInTime_IsNoAnswer()
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, cancellation) => Never(cancellation);
        using var client = new JsonRpcClient(node, TimeSpan.FromMilliseconds(50));

        AssertHidesCredentials(await Assert.ThrowsAsync<ChainUnavailableException>(() => AskAsync(client)));
    }

    [Fact]
    public async Task Ask_CallerCancels_IsCancelled()
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, cancellation) => Never(cancellation);
        using var client = new JsonRpcClient(node, TimeSpan.FromMinutes(1));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.AskAsync(Endpoint, Two[0], cancellation.Token));
    }

    [Fact]
    public async Task Ask_AnswerTooLarge_IsRefused()
    {
        using var client = Client(_ => FakeNode.Json(new string(' ', JsonRpcClient.MaxAnswerBytes + 1)));

        await Assert.ThrowsAsync<AnswerTooLargeException>(() => AskAsync(client));
    }

    [Fact]
    public async Task Ask_ErrorWithHttp500_IsTheNodesAnswer()
    {
        using var client = Client(_ => FakeNode.Json(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"boom\r\n\u001b[31m","data":{"data":"0x08c379a0"}}}""",
            HttpStatusCode.InternalServerError));

        var answer = await client.AskAsync(Endpoint, Two[0], TestContext.Current.CancellationToken);

        Assert.Equal(new RpcError(-32000, "boom   [31m", "0x08c379a0"), answer.Error);
        Assert.Throws<RpcErrorException>(() => answer.Get());
    }

    [Fact]
    public async Task AskAll_ManyCalls_AreSentInBatchesAndAnsweredInOrder()
    {
        var node = new FakeNode().AnswerWith("echo", parameters => FakeNode.Result(parameters[0].GetRawText()));
        using var client = new JsonRpcClient(node, TimeSpan.FromSeconds(5));
        var calls = Enumerable.Range(0, 250).Select(i => new RpcCall("echo", $"call {i}")).ToArray();

        // The fake answers each batch in reverse, as JSON-RPC allows.
        var answers = await client.AskAllAsync(Endpoint, calls, TestContext.Current.CancellationToken);

        Assert.Equal(calls.Select(call => call.Parameters[0]), answers.Select(answer => answer.Get().GetString()));
    }

    [Fact]
    public async Task Ask_AddressWithUser_SendsBasicAuthorization()
    {
        var node = new FakeNode();
        using var client = new JsonRpcClient(node, TimeSpan.FromSeconds(5));

        await AskAsync(client);

        Assert.Equal("Basic " + Convert.ToBase64String("user:secret"u8), node.Authorization);
    }

    [Theory]
    [InlineData("ws://a.example")]
    [InlineData("file:///etc/passwd")]
    public void RpcEndpoint_NotHttp_IsRefused(string address) => Assert.Throws<ArgumentException>(() => new RpcEndpoint(new Uri(address)));

    [Fact]
    public void RpcEndpoint_Text_IsSchemeHostAndPort() => Assert.Equal("http://a.example:8545", Endpoint.ToString());

    private static JsonRpcClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (request, _) => Task.FromResult(answer(request));
        return new JsonRpcClient(node, TimeSpan.FromSeconds(5));
    }

    private static async Task AskAsync(JsonRpcClient client) => await client.AskAsync(Endpoint, Two[0], TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> Never(CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return new HttpResponseMessage();
    }

    private static void AssertHidesCredentials(Exception exception)
    {
        Assert.Contains("http://a.example:8545", exception.Message, StringComparison.Ordinal);
        Assert.All(["secret", "api-key", "hidden", "user"], word => Assert.DoesNotContain(word, exception.ToString(), StringComparison.Ordinal));
    }
}
