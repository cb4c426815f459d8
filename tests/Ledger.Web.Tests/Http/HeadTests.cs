using System.Net;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Http;

/// <summary>Tests that HEAD works wherever GET does, with the same headers and no body (RFC 9110 section 9.3.2).</summary>
public sealed class HeadTests(RunningNode node)
{
    private static readonly string[] OfTheMoment = ["Date", "Transfer-Encoding", "Content-Security-Policy"];

    public static TheoryData<string> GetRoutes() => [.. Surface.Routes.Where(route => route.Method == "GET").Select(route => route.Pattern)];

    [Theory, MemberData(nameof(GetRoutes))]
    public async Task Head_AnyRouteWithGet_AnswersLikeGetWithoutABody(string pattern)
    {
        var path = await AddressOfAsync(pattern);

        using var get = await node.SendAsync(HttpMethod.Get, path, TestRecords.Department, "issuer");
        using var head = await node.SendAsync(HttpMethod.Head, path, TestRecords.Department, "issuer");

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(NamesOf(get).Where(IsDue), NamesOf(head).Where(IsDue));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);

        // The library of the demonstration's provider writes its refusals itself, without a length for HEAD. RFC 9110 section 9.3.2 permits that.
        bool IsDue(string name) => name != "Content-Length" || !pattern.StartsWith("/demo-provider/", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/v1/verify", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/v1/departments/education/records/batch", HttpStatusCode.NotFound)] // GET reads "batch" as a record id.
    public async Task Head_RouteWithoutGet_IsRefusedLikeGet(string path, HttpStatusCode status)
    {
        using var head = await node.SendAsync(HttpMethod.Head, path, TestRecords.Department, "issuer");

        Assert.Equal(status, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/problem+json", head.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task AnotherMethod_RouteWithGet_IsRefusedWithHeadInAllow()
    {
        using var response = await node.SendAsync(HttpMethod.Delete, "/health/live");

        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesOf(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Select(header => header.Key).Except(OfTheMoment).Where(name => name != "Content-Length" || response.Headers.TransferEncodingChunked is not true)
        .Order(StringComparer.Ordinal);

    private async Task<string> AddressOfAsync(string pattern)
    {
        var id = pattern.Contains("{id}", StringComparison.Ordinal)
            ? (await node.JsonAsync(HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey()))["id"]!.GetValue<string>()
            : "";
        return pattern.Replace("{department}", TestRecords.Department, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{name}/{version}", "senior-card/1", StringComparison.Ordinal).Replace("{documentName:regex(^v1$)}", "v1", StringComparison.Ordinal)
            .Replace("{documentName?}", "", StringComparison.Ordinal).Replace("{**path}", "entries/999", StringComparison.Ordinal)
            .Replace("{hash}", "0x" + new string('0', 64), StringComparison.Ordinal);
    }
}
