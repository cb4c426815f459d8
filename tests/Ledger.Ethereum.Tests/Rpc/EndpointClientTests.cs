using System.Collections.Concurrent;
using System.Net;
using Ledger.Ethereum.Rpc;
using Ledger.Store.Contract;
using Ledger.Verify.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nethereum.JsonRpc.Client;

namespace Ledger.Ethereum.Tests.Rpc;

public sealed class EndpointClientTests
{
    private static readonly RpcEndpoint Endpoint = new(new Uri("http://user:secret@a.example:8545/v3/api-key?token=hidden"));
    private static readonly RpcRequest[] Two = [new(null, "eth_chainId"), new(null, "eth_blockNumber")];

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
        """{"jsonrpc":"2.0","id":1,"result":"0x1"}{}""",
        """{"jsonrpc":"2.0","id":1,"result":"0x1","error":{"code":-32000,"message":"both"}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":"-32000","message":"a text for a code"}}""",
        """{"jsonrpc":"2.0","id":1.0,"result":"0x1"}""",
        """{"jsonrpc":"2.0","id":1,"id":1,"result":"0x1"}""",
        """{"jsonrpc":"2.0","id":1,"result":{"hash":"0x1","hash":"0x1"}}""",
        """{"jsonrpc":"2.0","id":1,"result":"0x1",}""",
        """{"jsonrpc":"2.0","id":1,/* so */"result":"0x1"}""",
        """{'jsonrpc':'2.0','id':1,'result':'0x1'}""",
        """{"jsonrpc":"2.0","id":1,"result":NaN}""",
        """{"jsonrpc":"2.0","id":1,"result":0x1}""",
        """{"jsonrpc":"2.0","id":1,"result":"\ud800"}""",
        """{"jsonrpc":"2.0","id":1,"result":{"\udc00":1}}""",
        """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"\ud800"}}""",
        $$"""{"jsonrpc":"2.0","id":1,"result":{{new string('[', 64)}}{{new string(']', 64)}}}""",
        "\ufeff" + """{"jsonrpc":"2.0","id":1,"result":"0x1"}""",
    ];

    public static TheoryData<string> NotABatchAnswer =>
    [
        """{"jsonrpc":"2.0","id":1,"result":"0x1"}""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":1,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":3,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},7]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":2,"result":"0x1"},{"jsonrpc":"2.0","id":2,"result":"0x1"}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"one is no call"}}]""",
        """[{"jsonrpc":"2.0","id":1,"result":"0x1"},{"jsonrpc":"2.0","id":2}]""",
        """{"message":"Host not authorized."}""",
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no batches here"}}""",
    ];

    [Theory, MemberData(nameof(NotAnAnswer))]
    public async Task Ask_AnswerIsNotJsonRpc_IsNoAnswer(string body)
    {
        var client = Client(_ => FakeNode.Json(body));

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client));
    }

    [Theory, MemberData(nameof(NotABatchAnswer))]
    public async Task AskAll_AnswerDoesNotFitTheBatch_IsNoAnswer(string body)
    {
        var client = Client(_ => FakeNode.Json(body));

        await OutageAssert.ThrowsAsync(async () => await client.AskAllAsync(Two, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ask_AnswerIsNotUtf8_IsNoAnswer()
    {
        var client = Client(_ => new HttpResponseMessage
        {
            Content = new ByteArrayContent([.. """{"jsonrpc":"2.0","id":1,"result":" """u8, 0xff, .. "\"}"u8]),
        });

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client));
    }

    [Fact]
    public async Task Ask_BodyDoesNotDecompress_IsNoAnswer()
    {
        using var listener = new RawListener("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone");

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await listener.Client.AskAsync(Two[0], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")]
    public async Task Ask_NodeNeverAnswersAndTheCallerCancels_EndsAtOnce(string sent)
    {
        using var listener = new RawListener(sent);
        using var cancellation = new CancellationTokenSource();
        var ask = listener.Client.AskAsync(Two[0], cancellation.Token).AsTask();
        await listener.Answered.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(ask.IsCompleted);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5)); // Some milliseconds; the limit of the client itself is a minute.
    }

    [Fact]
    public async Task Ask_AnswerHasNoEnd_IsRefusedAtTheBound()
    {
        using var body = new EndlessStream();
        var client = Client(_ => new HttpResponseMessage { Content = new StreamContent(body) });

        await Assert.ThrowsAsync<AnswerTooLargeException>(() => AskAsync(client));

        Assert.InRange(body.Served, EndpointClient.MaxAnswerBytes, EndpointClient.MaxAnswerBytes + (1024 * 1024));
    }

    public static TheoryData<HttpStatusCode, string> Refusals =>
    [
        (HttpStatusCode.OK, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not taken here"}}"""),
        (HttpStatusCode.BadRequest, """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are not taken here"}}"""),
        (HttpStatusCode.InternalServerError, """{"jsonrpc":"2.0","error":{"code":-32603,"message":"cannot read an array"}}"""),
        (HttpStatusCode.BadRequest, "not an object"),
        (HttpStatusCode.BadRequest, """{"message":"not an object"}"""),
        (HttpStatusCode.Forbidden, "<html></html>"),
        (HttpStatusCode.MethodNotAllowed, ""),
        (HttpStatusCode.RequestEntityTooLarge, ""),
    ];

    [Theory, MemberData(nameof(Refusals))]
    public async Task AskAll_EndpointRefusesBatches_IsAskedOneCallAtATimeFromThenOn(HttpStatusCode status, string body)
    {
        var node = new FakeNode { Batches = () => FakeNode.Json(body, status) }
            .AnswerWith("echo", parameters => FakeNode.Result(parameters[0].GetRawText())).Fail("fail", 7, "only this one");
        var client = Client(node, TimeSpan.FromSeconds(5));
        RpcRequest[] requests = [.. Enumerable.Range(0, 120).Select(i => new RpcRequest(null, "echo", $"call {i}")), new(null, "fail")];

        var answers = await client.AskAllAsync(requests, TestContext.Current.CancellationToken);
        await client.AskAllAsync(requests, TestContext.Current.CancellationToken);

        Assert.Equal(requests[..120].Select(call => call.RawParameters[0]), answers[..120].Select(answer => answer.Get().GetString()));
        Assert.Equal(7, answers[120].Error.Code);
        Assert.Equal(1, node.BatchCount);
    }

    [Fact]
    public async Task AskAll_BatchAndSingleCallsFail_SendsABatchNextTime()
    {
        var node = new FakeNode { Batches = () => FakeNode.Json("", HttpStatusCode.NotFound) }.Answer("eth_blockNumber", "0x5");
        node.AnswerWith("eth_chainId", _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "down"));
        var client = Client(node, TimeSpan.FromSeconds(5));
        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, async () => await client.AskAllAsync(Two, TestContext.Current.CancellationToken));
        node.Batches = null;
        node.Answer("eth_chainId", "0x1");

        await client.AskAllAsync(Two, TestContext.Current.CancellationToken);

        Assert.Equal(2, node.BatchCount);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task AskAll_EndpointIsBusyOrGone_IsNotAskedAHundredTimesInstead(HttpStatusCode status)
    {
        var node = new FakeNode { Batches = () => FakeNode.Json("slow down", status) };
        var client = Client(node, TimeSpan.FromSeconds(5));

        AssertHidesCredentials(await FaultAssert.ThrowsAsync(
            AnchoringFaults.ChainUnreachable, async () => await client.AskAllAsync(Two, TestContext.Current.CancellationToken)));

        Assert.Equal(2, node.Asked.Count);
    }

    [Fact]
    public async Task Ask_ErrorOfAContractWithHttp400_KeepsReasonAndData()
    {
        var node = new FakeNode { ErrorStatus = HttpStatusCode.BadRequest }.Fail("eth_chainId", 3, "execution reverted: closed", "0x08c379a0");

        var answer = await Client(node, TimeSpan.FromSeconds(5)).AskAsync(Two[0], TestContext.Current.CancellationToken);

        Assert.Equal((3, "execution reverted: closed", "0x08c379a0"), (answer.Error.Code, answer.Error.Message, answer.Error.Data));
        Assert.Contains("eth_chainId", Assert.Throws<RpcErrorException>(() => answer.Get()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":"0x1","error":null}""")]
    [InlineData("""{"id":1,"result":"0x1"}""")]
    public async Task Ask_FormsOfOlderNodes_AreRead(string body) => Assert.Equal(
        "0x1", (await Client(_ => FakeNode.Json(body)).AskAsync(Two[0], TestContext.Current.CancellationToken)).Get().GetString());

    [Fact]
    public async Task Ask_ErrorCodeAbove32Bits_IsStillTheNodesAnswer()
    {
        var client = Client(_ => FakeNode.Json("""{"jsonrpc":"2.0","id":1,"error":{"code":-99999999999,"message":"far"}}"""));

        var answer = await client.AskAsync(Two[0], TestContext.Current.CancellationToken);

        Assert.Equal((int.MinValue, "far"), (answer.Error.Code, answer.Error.Message));
    }

    [Fact]
    public async Task SendRequest_AsNethereumDoes_ReadsThroughTheSameChecks()
    {
        var node = new FakeNode().Answer("eth_blockNumber", "0x5");
        var client = Client(node, TimeSpan.FromSeconds(5)).Under(TestContext.Current.CancellationToken);

        Assert.Equal(5, (await new Nethereum.RPC.Eth.Blocks.EthBlockNumber(client).SendRequestAsync()).Value);
    }

    [Fact]
    public async Task ChainHttp_HostThatLogsEverything_WritesNothingOfTheAddress()
    {
        using var lines = new LogLines();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines)).AddChainHttp().BuildServiceProvider();
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(ChainHttp.ClientName);
        var client = new EndpointClient(http, new RpcEndpoint(new Uri("http://user:secret@127.0.0.1:1/v3/api-key")), TimeSpan.FromSeconds(5));

        await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client));

        Assert.Empty(lines.Written);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.Redirect)]
    public async Task Ask_HttpError_IsNoAnswerAndIsNotRepeated(HttpStatusCode status)
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("secret") });
        var client = Client(node, TimeSpan.FromSeconds(5));

        var exception = await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client));

        Assert.Single(node.Asked);
        AssertHidesCredentials(exception);
    }

    [Fact]
    public async Task Ask_HostNameRefused_IsAFaultThatNamesTheHostOnly()
    {
        var client = Client(_ => FakeNode.Json("""{"message":"Host not authorized."}""", HttpStatusCode.Forbidden));

        var exception = await Assert.ThrowsAsync<FaultException>(() => AskAsync(client));
        await FaultAssert.ThrowsAsync(AnchoringFaults.HostNotAllowed, async () => await client.AskAllAsync(Two, TestContext.Current.CancellationToken));

        Assert.Equal(AnchoringFaults.HostNotAllowed, exception.Fault);
        AssertHidesCredentials(exception);
    }

    [Fact]
    public async Task Ask_ConnectionFails_NamesTheHostOnly()
    {
        var client = Client(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, Endpoint.Address.ToString()));

        AssertHidesCredentials(await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client)));
    }

    [Fact]
    public async Task Ask_NoAnswerInTime_IsNoAnswer()
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, cancellation) => Never(cancellation);
        var client = Client(node, TimeSpan.FromMilliseconds(50));

        AssertHidesCredentials(await FaultAssert.ThrowsAsync(AnchoringFaults.ChainUnreachable, () => AskAsync(client)));
    }

    [Fact]
    public async Task Ask_CallerCancels_IsCancelled()
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (_, cancellation) => Never(cancellation);
        var client = Client(node, TimeSpan.FromMinutes(1));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.AskAsync(Two[0], cancellation.Token));
    }

    [Fact]
    public async Task Ask_AnswerTooLarge_IsRefused()
    {
        var client = Client(_ => FakeNode.Json(new string(' ', EndpointClient.MaxAnswerBytes + 1)));

        await Assert.ThrowsAsync<AnswerTooLargeException>(() => AskAsync(client));
    }

    [Fact]
    public async Task Ask_ErrorWithHttp500_IsTheNodesAnswer()
    {
        var client = Client(_ => FakeNode.Json(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"boom\r\n\u001b[31m","data":{"data":"0x08c379a0"}}}""",
            HttpStatusCode.InternalServerError));

        var answer = await client.AskAsync(Two[0], TestContext.Current.CancellationToken);

        Assert.Equal((-32000, "boom   [31m", "0x08c379a0"), (answer.Error.Code, answer.Error.Message, answer.Error.Data));
        Assert.Throws<RpcErrorException>(() => answer.Get());
    }

    [Fact]
    public async Task AskAll_ManyCalls_AreSentInBatchesAndAnsweredInOrder()
    {
        var node = new FakeNode().AnswerWith("echo", parameters => FakeNode.Result(parameters[0].GetRawText()));
        var client = Client(node, TimeSpan.FromSeconds(5));
        var calls = Enumerable.Range(0, 250).Select(i => new RpcRequest(null, "echo", $"call {i}")).ToArray();

        // The fake node answers each batch in reverse order, as JSON-RPC allows.
        var answers = await client.AskAllAsync(calls, TestContext.Current.CancellationToken);

        Assert.Equal(calls.Select(call => call.RawParameters[0]), answers.Select(answer => answer.Get().GetString()));
    }

    [Fact]
    public async Task Ask_AddressWithUser_SendsBasicAuthorization()
    {
        var node = new FakeNode();
        var client = Client(node, TimeSpan.FromSeconds(5));

        await AskAsync(client);

        Assert.Equal("Basic " + Convert.ToBase64String("user:secret"u8), node.Authorization);
    }

    [Theory]
    [InlineData("ws://a.example")]
    [InlineData("file:///etc/passwd")]
    public void RpcEndpoint_NotHttp_IsRefused(string address) => Assert.Throws<ArgumentException>(() => new RpcEndpoint(new Uri(address)));

    [Fact]
    public void RpcEndpoint_Text_IsSchemeHostAndPort() => Assert.Equal("http://a.example:8545", Endpoint.ToString());

    private static EndpointClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var node = new FakeNode();
        node.Hosts["a.example"] = (request, _) => Task.FromResult(answer(request));
        return Client(node, TimeSpan.FromSeconds(5));
    }

    private static EndpointClient Client(FakeNode node, TimeSpan timeout) => new(node.CreateClient(""), Endpoint, timeout);

    private static async Task AskAsync(EndpointClient client) => await client.AskAsync(Two[0], TestContext.Current.CancellationToken);

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Served { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Served += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

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
