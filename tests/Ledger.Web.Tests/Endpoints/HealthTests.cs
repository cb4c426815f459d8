using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>Tests the health answers of a healthy node.</summary>
public sealed class HealthTests(RunningNode node)
{
    [Fact]
    public async Task Live_IsPlainText()
    {
        using var response = await node.Http.GetAsync("/health/live", TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("live", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ready_HealthyNode_ListsEveryDepartmentWithoutACode()
    {
        // The chain may be slow for a moment while the machine runs other tests.
        JsonNode health = new JsonObject();
        await Eventually.IsTrueAsync(async () =>
        {
            health = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken))!;
            return health["status"]!.GetValue<string>() == "ready";
        }, "the node is ready");

        Assert.Equal(
            ["civil-affairs", "education", "employment", "health"],
            health["departments"]!.AsArray().Select(row => row!["department"]!.GetValue<string>()));
        Assert.All(health["departments"]!.AsArray(), row =>
        {
            Assert.Equal("writing", row!["writer"]!.GetValue<string>());
            Assert.Null(row["code"]);
            Assert.NotNull(row["chainLastSeen"]);
        });
        var endpoint = Assert.Single(health["endpoints"]!.AsArray())!;
        Assert.Equal("up", endpoint["state"]!.GetValue<string>());
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+$", endpoint["name"]!.GetValue<string>());
        Assert.True(endpoint["height"]!.GetValue<long>() > 0);
        Assert.NotNull(endpoint["lastAnswer"]);
    }

    [Fact]
    public async Task Ready_AfterAnAnchor_ShowsHowFarTheChainIs()
    {
        await node.IssueFinalAsync();

        var health = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken))!;

        var row = health["departments"]!.AsArray().Single(row => row!["department"]!.GetValue<string>() == TestRecords.Department)!;
        Assert.InRange(row["anchoredSize"]!.GetValue<long>(), 1, row["size"]!.GetValue<long>());
    }
}
