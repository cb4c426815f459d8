using System.Net;
using Ledger.Auditing.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Nodes.Tests;

/// <summary>What an auditor's request for a bundle sends, when it is sent again, and what each answer means.</summary>
public sealed class BundleSourceTests
{
    private const string Bundle = """{"form":"ledger-bundle/1"}""";
    private const string Other = """{"code":"LDG7777","title":"No."}""";

    private static readonly Guid Record = Guid.Parse("019ab000-0000-7000-8000-000000000001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fetch_ABundle_IsAskedOnceWithTheTokenAndWithoutClaims()
    {
        using var node = new ScriptedNode((200, Bundle));

        var answer = await FetchAsync(node);

        Assert.Equal((BundleAnswerKind.Found, Bundle, ""), (answer.Kind, System.Text.Encoding.UTF8.GetString(answer.Bytes.Span), answer.Detail));
        var request = Assert.Single(node.Requests);
        Assert.Equal($"GET http://node.example/v1/departments/education/records/{Record}/bundle?claims= Bearer secret wait=10", request);
    }

    [Theory]
    [InlineData(410, """{"code":"LDG2502","title":"Gone."}""", BundleAnswerKind.Erased, "LDG2502")]
    [InlineData(410, """{"code":"LDG2503","title":"Gone."}""", BundleAnswerKind.Lost, "LDG2503")]
    [InlineData(410, Other, BundleAnswerKind.Unreadable, "HTTP 410 LDG7777 No.")]
    [InlineData(410, "", BundleAnswerKind.Unreadable, "HTTP 410")]
    [InlineData(404, """{"code":"LDG7001","title":"None."}""", BundleAnswerKind.Missing, "LDG7001")]
    [InlineData(401, Other, BundleAnswerKind.Refused, "HTTP 401 LDG7777 No.")]
    [InlineData(403, Other, BundleAnswerKind.Refused, "HTTP 403 LDG7777 No.")]
    [InlineData(500, Other, BundleAnswerKind.Failed, "HTTP 500 LDG7777 No.")]
    public async Task Fetch_AnAnswerAboutTheRecord_IsFinal(int status, string body, BundleAnswerKind kind, string detail)
    {
        using var node = new ScriptedNode((status, body));

        var answer = await FetchAsync(node);

        Assert.Equal((kind, detail), (answer.Kind, answer.Detail));
        Assert.True(answer.Bytes.IsEmpty);
        Assert.Single(node.Requests);
    }

    [Theory]
    [InlineData(0, BundleAnswerKind.Found)]
    [InlineData(1, BundleAnswerKind.Failed)]
    public async Task Fetch_ABundleLongerThanAny_IsAFailure(int over, BundleAnswerKind kind)
    {
        using var node = new ScriptedNode((200, new string(' ', RecordBundle.MaxLength + over)));

        Assert.Equal(kind, (await FetchAsync(node)).Kind);
    }

    [Theory]
    [InlineData(404)] // of a proxy, since the node gives a code
    [InlineData(429)]
    [InlineData(503)]
    public async Task Fetch_ANodeThatCannotAnswerNow_IsAskedAgain(int status)
    {
        using var node = new ScriptedNode((status, Other), (status, ""), (200, Bundle));

        Assert.Equal(BundleAnswerKind.Found, (await FetchAsync(node)).Kind);

        Assert.Equal(3, node.Requests.Count);
    }

    [Theory]
    [InlineData(Other, "LDG8505", "HTTP 503 LDG7777 No.")]
    [InlineData("", "LDG8504", "HTTP 503")]
    public async Task Fetch_ANodeThatNeverAnswers_IsReportedAfterThreeRequests(string body, string code, string detail)
    {
        using var node = new ScriptedNode((503, body));

        var problem = await Assert.ThrowsAsync<FaultException>(() => FetchAsync(node));

        Assert.Equal((code, detail), (problem.Fault.Code, problem.Detail));
        Assert.Equal(3, node.Requests.Count);
    }

    [Fact]
    public async Task Fetch_AConnectionThatBreaks_IsSentAgain()
    {
        using var node = new ScriptedNode((0, ""), (0, ""), (200, Bundle));

        Assert.Equal(BundleAnswerKind.Found, (await FetchAsync(node)).Kind);

        Assert.Equal(3, node.Requests.Count);
    }

    [Fact]
    public async Task Fetch_ConnectionsThatBreakAgain_AreReportedWithTheAddress()
    {
        using var node = new ScriptedNode((0, ""));

        var problem = await Assert.ThrowsAsync<FaultException>(() => FetchAsync(node));

        Assert.Equal((RunFaults.Unreachable, "http://node.example/"), (problem.Fault, problem.Detail));
        Assert.Equal(3, node.Requests.Count);
    }

    [Fact]
    public async Task Fetch_ANodeThatCannotAnswerNow_IsAskedAgainAfterASecond()
    {
        using var node = new ScriptedNode((503, ""), (200, Bundle));
        var clock = new FakeTimeProvider();
        var fetching = Source(node, clock).FetchAsync(Record, Cancel);

        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Single(node.Requests);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(BundleAnswerKind.Found, (await fetching).Kind);
    }

    [Fact]
    public async Task Fetch_Cancelled_IsNoOutage()
    {
        using var node = new ScriptedNode((0, ""));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Source(node, new FakeTimeProvider()).FetchAsync(Record, cancelled.Token));
    }

    private static BundleSource Source(ScriptedNode node, TimeProvider clock) => new(node.Client, "education", "secret", clock);

    /// <summary>Fetches, and lets every pause pass at once.</summary>
    private static async Task<BundleAnswer> FetchAsync(ScriptedNode node)
    {
        var clock = new FakeTimeProvider();
        var fetching = Source(node, clock).FetchAsync(Record, Cancel);
        while (!fetching.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await fetching;
    }

    /// <summary>Gives these answers, one after the other, and then the last one again. The status 0 is a connection that breaks.</summary>
    private sealed class ScriptedNode(params IReadOnlyList<(int Status, string Body)> answers) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        public HttpClient Client => new(this, disposeHandler: false) { BaseAddress = new Uri("http://node.example/") };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Requests.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization} {string.Join(',', request.Headers.GetValues("Prefer"))}");
            var (status, body) = answers[Math.Min(Requests.Count, answers.Count) - 1];
            return status == 0
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("The connection broke."))
                : Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });
        }
    }
}
