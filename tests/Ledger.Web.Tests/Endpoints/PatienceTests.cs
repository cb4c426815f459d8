using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests that answers wait for the chain, so that a reader of the README sees the same results.</summary>
public sealed class PatienceTests(RunningNode node)
{
    private const string Long = "wait=30";

    [Fact]
    public async Task Bundle_OfANewRecord_WaitsForItsAnchor()
    {
        using var response = await node.SendAsync(
            HttpMethod.Get, $"{TestRecords.Root}/{await IssueAsync()}/bundle{TestRecords.OnRequest}", TestRecords.Department, "issuer", prefer: Long);

        var bundle = await ReadAsync(response);
        Assert.NotNull(bundle["anchor"]);
        Assert.Equal(Long, Assert.Single(response.Headers.GetValues("Preference-Applied")));
    }

    [Fact]
    public async Task Status_AfterItsAnswer_IsVisibleToTheCommandAtOnce()
    {
        var (id, bundle) = await node.IssueFinalAsync();

        using var response = await node.SendAsync(
            HttpMethod.Post, $"{TestRecords.Root}/{id}/status", TestRecords.Department, "issuer",
            """{"status":"revoked","reason":"issued in error"}""", TestRecords.NewKey(), prefer: Long);

        Assert.True((await ReadAsync(response))["onChain"]!.GetValue<bool>());
        using var verified = await node.SendAsync(HttpMethod.Post, "/v1/verify", body: bundle);
        Assert.Equal("not-in-force", (await ReadAsync(verified))["verdict"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("wait=0", "wait=0")]
    [InlineData("respond-async, wait=2", "wait=2")]
    [InlineData("wait=100000", "wait=30")]
    [InlineData("wait=-1", null)]
    [InlineData("wait=soon", null)]
    [InlineData("wait", null)]
    [InlineData("handling=lenient", null)]
    public async Task Bundle_WithAPreference_ReportsTheAppliedOne(string asked, string? honoured)
    {
        using var response = await node.SendAsync(
            HttpMethod.Get, $"{TestRecords.Root}/{await IssueAsync()}/bundle{TestRecords.OnRequest}", TestRecords.Department, "issuer", prefer: asked);

        await ReadAsync(response);
        Assert.Equal(honoured, response.Headers.TryGetValues("Preference-Applied", out var applied) ? Assert.Single(applied) : null);
    }

    private async Task<string> IssueAsync()
    {
        var issued = await node.JsonAsync(
            HttpMethod.Post, TestRecords.Root, TestRecords.Department, TestRecords.Completion().ToJsonString(), TestRecords.NewKey());
        return issued["id"]!.GetValue<string>();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!; // Not null, because the node never answers the text null.
    }
}
