using System.Net;
using System.Text.RegularExpressions;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests the API page. It must work without internet access.</summary>
public sealed class DocsTests(RunningNode node)
{
    [Fact]
    public async Task Docs_AtItsAddress_AnswersHtml()
    {
        using var response = await node.Http.GetAsync("/docs", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Docs_LoadsNothingFromAnotherHost()
    {
        var page = await node.Http.GetStringAsync("/docs/", TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("(?i)(?:https?:)?//[a-z]", page);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"agent\":{\"disabled\":true}", page, StringComparison.Ordinal);
        Assert.Contains("\"mcp\":{\"disabled\":true}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docs_AllowsConnectionsToThisNodeOnly()
    {
        using var response = await node.Http.GetAsync("/docs/", TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Regex.Match(policy, "script-src 'nonce-([A-Za-z0-9+/=_-]{20,})' 'strict-dynamic';").Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.All(Regex.Matches(page, "<script[^>]*>").AsEnumerable(), script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Docs_RequestedTwice_HasAnotherNonce()
    {
        using var first = await node.Http.GetAsync("/docs/", TestContext.Current.CancellationToken);
        using var second = await node.Http.GetAsync("/docs/", TestContext.Current.CancellationToken);

        Assert.NotEqual(first.Headers.GetValues("Content-Security-Policy").Single(), second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("scalar.js")]
    [InlineData("scalar.aspnetcore.js")]
    public async Task Docs_ServesItsScriptsItself(string name)
    {
        using var response = await node.Http.GetAsync("/docs/" + name, TestContext.Current.CancellationToken);

        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
