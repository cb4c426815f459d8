using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Access;

/// <summary>Tests of the headers for browsers and caches.</summary>
public sealed class HeaderTests(RunningNode node)
{
    [Theory]
    [InlineData("/docs/")]
    [InlineData("/docs/faults")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/departments")]
    [InlineData("/education/log/checkpoint")]
    [InlineData("/health/live")]
    [InlineData("/nothing")]
    [InlineData("/v1/departments/education/records")]
    public async Task AnyAnswer_AllowsContentOfThisNodeOnly(string path)
    {
        using var response = await node.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("issuer", "")]
    [InlineData("issuer", "/bundle?purpose=correction")]
    [InlineData("verifier", "/bundle")]
    [InlineData("auditor", "/bundle")]
    [InlineData("auditor", "/history")]
    public async Task AnyAnswerToAToken_IsNotCached(string role, string part)
    {
        var issued = await node.JsonAsync(
            HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());

        using var response = await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{issued["id"]}{part}", TestRecords.Department, role);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }
}
