using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Verifying over HTTP: whatever is sent is answered with a verdict, and nothing needs a token.</summary>
public sealed class VerifyTests(RunningNode node, FinalRecord record) : IClassFixture<FinalRecord>
{
    [Fact]
    public async Task Verify_ATrueBundle_ListsEveryCheckInOrder()
    {
        var report = await VerifyAsync(record.Bundle);

        Assert.Equal("valid", VerdictOf(report));
        Assert.Equal(
            [
                "form", "disclosures", "seal", "issuer-authorised", "commitment", "inclusion", "checkpoint", "anchored", "final", "status",
                "validity", "holder-binding",
            ],
            report["checks"]!.AsArray().Select(check => check!["check"]!.GetValue<string>()));
        Assert.Equal("instant", report["source"]!["finality"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"v\":2}")]
    public async Task Verify_WhatIsNoBundle_SaysNotGenuineAndWhichCheck(string body)
    {
        var report = await VerifyAsync(body);

        Assert.Equal("not-genuine", VerdictOf(report));
        Assert.Equal("form", Assert.Single(report["checks"]!.AsArray(), check => check!["outcome"]!.GetValue<string>() == "failed")!["check"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verify_WithoutAContentType_ReadsTheBundle()
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(record.Bundle));

        using var response = await node.Http.PostAsync("/v1/verify", content, TestContext.Current.CancellationToken);

        Assert.Equal("valid", VerdictOf(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("2020-01-01T08:00:00%2B08:00", "2020-01-01T00:00:00Z")]
    public async Task Verify_AsOfATimeBeforeTheRecord_IsNotValidThen(string asked, string answered)
    {
        var report = await VerifyAsync(record.Bundle, "?asOf=" + asked);

        Assert.Equal(answered, report["asOf"]!.GetValue<string>());
        Assert.NotEqual("valid", VerdictOf(report));
    }

    private static string VerdictOf(JsonNode report) => report["verdict"]!.GetValue<string>();

    private async Task<JsonNode> VerifyAsync(string bundle, string query = "")
    {
        using var response = await node.SendAsync(HttpMethod.Post, "/v1/verify" + query, body: bundle);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
