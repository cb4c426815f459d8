using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Cli.Tests;
using Ledger.Verify.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Nodes.Tests;

/// <summary>What the client of a node sends, retries and reports.</summary>
public sealed class NodeClientTests
{
    [Fact]
    public async Task Get_AnAnswer_IsSentOnceWithTheToken()
    {
        await using var node = await StubNode.StartAsync(_ => (200, """{"a":1}"""));

        var answer = await Connect(node.Address).GetAsync("v1/x", "secret", TestContext.Current.CancellationToken);

        Assert.Equal(1, (int?)answer["a"]);
        Assert.Equal(("/v1/x", "Bearer secret"), Assert.Single(node.Requests.Select(request => (request.Path, request.Authorization))));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"a":1,"a":2}""")]
    public async Task Get_NoJsonObject_IsUnreadable(string body)
    {
        await using var node = await StubNode.StartAsync(_ => (200, body));

        await AssertFaultAsync(RunFaults.AnswerUnreadable, () => Connect(node.Address).GetAsync("x", "t", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(404, "LDG8512")]
    [InlineData(403, "LDG8505")]
    [InlineData(429, "LDG8505")]
    [InlineData(500, "LDG8505")]
    [InlineData(502, "LDG8505")]
    [InlineData(503, "LDG8505")]
    [InlineData(504, "LDG8505")]
    public async Task Get_ARefusal_IsReportedAndNotSentAgain(int status, string code)
    {
        await using var node = await StubNode.StartAsync(_ => (status, """{"code":"LDG7777","title":"No."}"""));

        var problem = await Assert.ThrowsAsync<FaultException>(() => Connect(node.Address).GetAsync("x", "t", TestContext.Current.CancellationToken));

        Assert.Equal(code, problem.Fault.Code);
        Assert.Contains("LDG7777 No.", problem.Detail, StringComparison.Ordinal);
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task Get_NobodyThere_IsReportedAtOnce()
    {
        var start = Stopwatch.GetTimestamp();

        await AssertFaultAsync(RunFaults.Unreachable, () => Connect("http://127.0.0.1:1").GetAsync("x", "t", TestContext.Current.CancellationToken));

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10)); // A refused connection is not retried.
    }

    [Fact]
    public async Task Get_AConnectionThatBreaks_IsSentAgain()
    {
        await using var node = new BreakingNode(breaks: 2);

        var answer = await Connect(node.Address).GetAsync("x", "t", TestContext.Current.CancellationToken);

        Assert.Equal(1, (int?)answer["a"]);
        Assert.Equal(3, node.Connections);
    }

    [Fact]
    public async Task Get_AConnectionThatBreaksAgain_IsReported()
    {
        await using var node = new BreakingNode(breaks: 10);

        await AssertFaultAsync(RunFaults.Unreachable, () => Connect(node.Address).GetAsync("x", "t", TestContext.Current.CancellationToken));

        Assert.Equal(3, node.Connections);
    }

    [Fact]
    public async Task PostLines_AConnectionThatBreaks_IsSentAgain()
    {
        await using var node = new BreakingNode(breaks: 1);

        await Connect(node.Address).PostLinesAsync("x", "t", "{}\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(2, node.Connections);
    }

    [Fact]
    public async Task Post_AConnectionThatBreaks_IsNotSentAgain()
    {
        await using var node = new BreakingNode(breaks: 1);

        await AssertFaultAsync(
            RunFaults.Unreachable, () => Connect(node.Address).PostAsync("x", "t", new System.Text.Json.Nodes.JsonObject(), TestContext.Current.CancellationToken));

        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Delete_AConnectionThatBreaks_IsNotSentAgain()
    {
        await using var node = new BreakingNode(breaks: 1);

        await AssertFaultAsync(RunFaults.Unreachable, () => Connect(node.Address).DeleteAsync("x", "t", TestContext.Current.CancellationToken));

        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Get_Cancelled_IsNoOutage()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "{}"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connect(node.Address).GetAsync("x", "t", cancelled.Token));
    }

    [Theory]
    [InlineData(NodeHttp.Api, 300)]
    [InlineData(NodeHttp.Audit, 30)]
    [InlineData(NodeHttp.Log, 30)]
    [InlineData(NodeHttp.Migration, 120)]
    public void Client_Any_WaitsAsLongAsItSays(string name, int seconds)
    {
        using var services = new ServiceCollection().AddNodes().AddNodes().BuildServiceProvider();

        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

        Assert.Equal(TimeSpan.FromSeconds(seconds), http.Timeout);
    }

    private static NodeClient Connect(string address) =>
        new ServiceCollection().AddNodes().BuildServiceProvider().GetRequiredService<NodeClients>().Connect(new Uri(address));

    private static async Task AssertFaultAsync(Fault expected, Func<Task> call) =>
        Assert.Equal(expected.Code, (await Assert.ThrowsAsync<FaultException>(call)).Fault.Code);

    /// <summary>
    /// Closes the first connections in the middle of an answer, and answers the next one. If a connection closes without a byte, the framework itself
    /// retries, so a test needs the first bytes of an answer.
    /// </summary>
    private sealed class BreakingNode : IAsyncDisposable
    {
        private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("HTTP/1.1 2");
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;
        private int _connections;

        public BreakingNode(int breaks)
        {
            _listener.Start();
            _serving = ServeAsync(breaks);
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public int Connections => _connections;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(int breaks)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    var seen = new byte[8 * 1024];
                    _ = await stream.ReadAsync(seen);
                    await stream.WriteAsync(Interlocked.Increment(ref _connections) > breaks ? Answer : Beginning);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
