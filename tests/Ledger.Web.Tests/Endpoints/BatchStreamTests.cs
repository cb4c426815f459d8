using System.Net.Sockets;
using System.Text;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests a client that sends a line, waits for its answer, and then sends the next. It uses a socket, because an HTTP client sends the whole body first.</summary>
public sealed class BatchStreamTests(RunningNode node)
{
    [Fact]
    public async Task Batch_WhileTheBodyIsStillOpen_AnswersTheLinesSoFar()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(node.Address.Host, node.Address.Port, patience.Token);
        await using var stream = socket.GetStream();
        using var answers = new StreamReader(stream);
        await SendAsync(stream, Head(), patience.Token);

        foreach (var key in (string[])[TestRecords.NewKey(), TestRecords.NewKey()])
        {
            await SendLineAsync(stream, key, patience.Token);

            Assert.Contains("\"level\":\"L0\"", await LineWithAsync(answers, key, patience.Token), StringComparison.Ordinal);
        }

        await SendAsync(stream, "0\r\n\r\n", patience.Token);
        Assert.Equal("0", await LineWithAsync(answers, "0", patience.Token)); // The last chunk of the answer, so the answer is complete.
    }

    [Fact]
    public async Task Batch_ClientDisconnects_KeepsTheAnsweredRecords()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var line = TestRecords.Line(TestRecords.NewKey()).ToJsonString();
        string answered;
        using (var socket = new TcpClient { LingerState = new LingerOption(enable: true, seconds: 0) })
        {
            await socket.ConnectAsync(node.Address.Host, node.Address.Port, patience.Token);
            await using var stream = socket.GetStream();
            using var answers = new StreamReader(stream);
            await SendAsync(stream, Head(), patience.Token);
            await SendAsync(stream, $"{Encoding.UTF8.GetByteCount(line) + 1:x}\r\n{line}\n\r\n", patience.Token);
            answered = await LineWithAsync(answers, "\"level\"", patience.Token);
            await SendAsync(stream, "fff\r\n{\"key\":", patience.Token);
        }

        using var again = await node.SendAsync(
            HttpMethod.Post, "/v1/departments/education/records/batch", "education", "issuer", line, type: "application/x-ndjson");

        Assert.Equal(answered, (await again.Content.ReadAsStringAsync(patience.Token)).TrimEnd('\n'));
        Assert.DoesNotContain("LDG9001", node.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_TokenWithdrawnMeanwhile_RefusesEveryFurtherLine()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var tokens = AccessTokens.Open(Path.Combine(node.DataDirectory, "tokens.json"));
        Assert.True(DepartmentId.TryParse("education", out var department));
        var issued = tokens.Issue(new TokenHolder(TestRecords.NewKey(), department, Role.Issuer), null, "local:test")!; // Not null, because the name is unique.
        using var socket = new TcpClient();
        await socket.ConnectAsync(node.Address.Host, node.Address.Port, patience.Token);
        await using var stream = socket.GetStream();
        using var answers = new StreamReader(stream);
        await SendAsync(stream, Head(issued.Token), patience.Token);
        string[] keys = [TestRecords.NewKey(), TestRecords.NewKey(), TestRecords.NewKey()];
        await SendLineAsync(stream, keys[0], patience.Token);
        Assert.Contains("\"level\":\"L0\"", await LineWithAsync(answers, keys[0], patience.Token), StringComparison.Ordinal);

        tokens.Withdraw(department, issued.Entry.Id, mayBeLast: false, "local:test");

        foreach (var key in keys[1..])
        {
            await SendLineAsync(stream, key, patience.Token);
            Assert.Contains("LDG9021", await LineWithAsync(answers, key, patience.Token), StringComparison.Ordinal);
        }

        await SendAsync(stream, "0\r\n\r\n", patience.Token);
        Assert.Equal("0", await LineWithAsync(answers, "0", patience.Token));
        using var again = await node.SendAsync(HttpMethod.Post, TestRecords.Root, "education", "issuer", TestRecords.Completion().ToJsonString(), keys[1]);
        Assert.Equal(System.Net.HttpStatusCode.Created, again.StatusCode); // The key was not used before.
    }

    [Fact]
    public async Task Batch_InMalformedChunks_IsRefused()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(node.Address.Host, node.Address.Port, patience.Token);
        await using var stream = socket.GetStream();
        using var answers = new StreamReader(stream);

        await SendAsync(stream, Head() + "no length\r\n", patience.Token);

        Assert.Equal("HTTP/1.1 400 Bad Request", await answers.ReadLineAsync(patience.Token));
        Assert.Contains("\"zh\":", await LineWithAsync(answers, "LDG9008", patience.Token), StringComparison.Ordinal);
    }

    private static async Task SendLineAsync(NetworkStream stream, string key, CancellationToken cancellationToken)
    {
        var line = TestRecords.Line(key).ToJsonString() + "\n";
        await SendAsync(stream, $"{Encoding.UTF8.GetByteCount(line):x}\r\n{line}\r\n", cancellationToken);
    }

    private string Head() => Head(node.Token("education", "issuer"));

    private string Head(string token) =>
        $"POST /v1/departments/education/records/batch HTTP/1.1\r\nHost: {node.Address.Authority}\r\nContent-Type: application/x-ndjson\r\n"
        + $"Transfer-Encoding: chunked\r\nAuthorization: Bearer {token}\r\n\r\n";

    private static async Task SendAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    private static async Task<string> LineWithAsync(StreamReader answers, string text, CancellationToken cancellationToken)
    {
        while (await answers.ReadLineAsync(cancellationToken) is { } line)
        {
            if (text == "0" ? line == text : line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The node closed the connection.");
    }
}
