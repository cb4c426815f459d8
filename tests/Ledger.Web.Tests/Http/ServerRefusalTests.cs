using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Http;

/// <summary>
/// Tests requests that are malformed HTTP. The server refuses some before a route sees them, others fail while a route reads the body. Each gets a problem
/// with a code, and none counts as a failure of the node.
/// </summary>
public sealed class ServerRefusalTests(RunningNode node)
{
    private const string Host = "Host: ledger.localhost\r\n";
    private const string Json = "Content-Type: application/json\r\n";

    public static TheoryData<string, int, string> Requests() => new()
    {
        { "NOT AN HTTP REQUEST\r\n\r\n", 400, "LDG9031" },
        { "GET /health/live HTTP/7.0\r\n" + Host + "\r\n", 505, "LDG9034" },
        { "GET /health/live HTTP/1.1\r\n\r\n", 400, "LDG9031" }, // Without Host: RFC 9112 section 3.2.
        { "GET /health/live HTTP/1.1\r\n" + Host + Host + "\r\n", 400, "LDG9031" },
        { "GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "LDG9031" },
        { "GET /health/live HTTP/1.1\r\n" + Host + "No colon\r\n\r\n", 400, "LDG9031" },
        { "GET /health/live HTTP/1.1\r\n" + Host + "X: a\0b\r\n\r\n", 400, "LDG9031" },
        { "GET /" + new string('a', 9000) + " HTTP/1.1\r\n" + Host + "\r\n", 414, "LDG9033" },
        { "GET /health/live HTTP/1.1\r\n" + Host + "X: " + new string('a', 40_000) + "\r\n\r\n", 431, "LDG9032" },
        { "GET /health/live HTTP/1.1\r\n" + Host + string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: a\r\n")) + "\r\n", 431, "LDG9032" },
        { "POST /v1/verify HTTP/1.1\r\n" + Host + Json + "Content-Length: x\r\n\r\n", 400, "LDG9031" },
        { "POST /v1/verify HTTP/1.1\r\n" + Host + Json + "Content-Length: -1\r\n\r\n", 400, "LDG9031" },
        { "POST /v1/verify HTTP/1.1\r\n" + Host + Json + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400, "LDG9031" },
        { "POST /v1/verify HTTP/1.1\r\n" + Host + Json + "Transfer-Encoding: gzip\r\n\r\n{}", 400, "LDG9031" },
        { Chunked("zz\r\n{}\r\n0\r\n\r\n"), 400, "LDG9008" },
        { Chunked("\r\n{}\r\n0\r\n\r\n"), 400, "LDG9008" },
        { Chunked("FFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n"), 400, "LDG9008" },
        { Chunked("80000000\r\n{}\r\n0\r\n\r\n"), 400, "LDG9008" },
        { Chunked("-2\r\n{}\r\n0\r\n\r\n"), 400, "LDG9008" },
        { Chunked("2\r\n{}0\r\n\r\n"), 400, "LDG9008" },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Request_MalformedHttp_IsAProblemWithItsCodeAndNoFailure(string request, int status, string code)
    {
        var answer = await RawHttp.SendAsync(node.Address, request);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers.GetValueOrDefault("Content-Type"));
        Assert.Equal(code, answer.Json["code"]!.GetValue<string>());
        Assert.Equal(status, answer.Json["status"]!.GetValue<int>());
        Assert.Equal("nosniff", answer.Headers.GetValueOrDefault("X-Content-Type-Options"));
        Assert.Contains("no-store", answer.Headers.GetValueOrDefault("Cache-Control"), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Json["traceId"]!.GetValue<string>(), node.Output, StringComparison.Ordinal);
    }

    private static string Chunked(string body) => "POST /v1/verify HTTP/1.1\r\n" + Host + Json + "Transfer-Encoding: chunked\r\n\r\n" + body;
}
