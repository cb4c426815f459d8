using System.Text;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Mirroring;

/// <summary>Tests that a node verifies from its mirror of the chain without a call while the mirror is fresh, and gives no verdict when neither mirror nor chain is available.</summary>
public sealed class MirrorTests(RunningNode shared, FinalRecord record) : IClassFixture<FinalRecord>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_AHundredTimes_DoesNotCallTheChainEvenWhenItIsDown()
    {
        await using var proxy = new ChainProxy(shared.Rpc);
        using var folder = new TemporaryFolder();
        await using var node = await StartAsync(folder, proxy, maxAgeSeconds: 86400);
        await SeesAsync(node, record.Bundle);
        var before = proxy.Requests;

        for (var i = 0; i < 100; i++)
        {
            var report = await VerifyAsync(node, record.Bundle);
            Assert.True(report["verdict"]!.GetValue<string>() == "valid", report.ToJsonString());
        }

        Assert.Equal(before, proxy.Requests);
        proxy.IsSilent = true;
        var last = await VerifyAsync(node, record.Bundle);
        Assert.Equal("valid", last["verdict"]!.GetValue<string>());
        Assert.NotNull(last["source"]!["seenAt"]);
        Assert.Equal(proxy.Address.TrimEnd('/'), Assert.Single(last["source"]!["endpoints"]!.AsArray())!.GetValue<string>());
        Assert.Equal(before, proxy.Requests);
    }

    [Fact]
    public async Task Verify_ChainDownForLongerThanTheBound_CouldNotBeCheckedAndReportsTheAgeOfTheMirror()
    {
        await using var proxy = new ChainProxy(shared.Rpc);
        using var folder = new TemporaryFolder();
        await using var node = await StartAsync(folder, proxy, maxAgeSeconds: 1);
        await SeesAsync(node, record.Bundle);
        proxy.IsSilent = true;
        JsonNode report = new JsonObject();

        await Eventually.IsTrueAsync(
            async () => (report = await VerifyAsync(node, record.Bundle))["verdict"]!.GetValue<string>() == "could-not-be-checked", "the mirror is too old to answer");

        var status = report["checks"]!.AsArray().Single(check => check!["check"]!.GetValue<string>() == "status")!;
        Assert.Contains("The mirror last saw the chain", status["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => (await HealthAsync(node))["mirror"]!["code"]?.GetValue<string>() == "LDG4501", "the node says that its mirror is old");
        proxy.IsSilent = false;
        await Eventually.IsTrueAsync(
            async () => (await VerifyAsync(node, record.Bundle))["verdict"]!.GetValue<string>() == "valid", "the mirror is fresh again");
    }

    [Fact]
    public async Task Verify_RecordAnchoredAfterTheLastPoll_IsNotCalledFalse()
    {
        await using var proxy = new ChainProxy(shared.Rpc);
        using var folder = new TemporaryFolder();
        await using var node = await StartAsync(folder, proxy, maxAgeSeconds: 86400);
        await SeesAsync(node, record.Bundle);
        var (_, bundle) = await shared.IssueFinalAsync();

        var report = await VerifyAsync(node, bundle);

        Assert.True(report["verdict"]!.GetValue<string>() == "valid", report.ToJsonString());
    }

    [Fact]
    public async Task Health_OfTheSharedNode_ShowsItsMirror()
    {
        JsonNode mirror = new JsonObject();
        await Eventually.IsTrueAsync(
            async () => (mirror = JsonNode.Parse(await shared.Http.GetStringAsync("/health/ready", Cancel))!["mirror"]!)["block"] is not null, "the mirror answers");

        Assert.True(mirror["block"]!.GetValue<long>() > 0);
        Assert.True(mirror["lag"]!.GetValue<long>() >= 0);
        Assert.True(mirror["ageSeconds"]!.GetValue<double>() >= 0);
        Assert.Equal(0, mirror["rebuilds"]!.GetValue<int>());
        Assert.True(File.Exists(Path.Combine(shared.DataDirectory, "mirror.db")));
    }

    private Task<LedgerNode> StartAsync(TemporaryFolder folder, ChainProxy proxy, int maxAgeSeconds) => LedgerNode.StartAsync(
        Path.Combine(folder.Path, "data"), null,
        [
            ("Ledger__Chain__Endpoints__0", proxy.Address),
            ("Ledger__Chain__Registry", shared.Registry),
            ("Ledger__Chain__Finality", "instant"),
            ("Ledger__Chain__IntervalSeconds", maxAgeSeconds > 60 ? "86400" : "1"),
            ("Ledger__Chain__MirrorMaxAgeSeconds", maxAgeSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Ledger__VerificationsPerMinute", "1000000"),
            ("Ledger__Departments__0__Id", "parks"),
            ("Ledger__Departments__0__NameZh", "市园林局"),
            ("Ledger__Departments__0__NameEn", "Parks Office"),
        ]);

    /// <summary>Waits until the mirror of a node contains the anchor of the bundle.</summary>
    private static Task SeesAsync(TestNode node, string bundle)
    {
        var block = JsonNode.Parse(bundle)!["anchor"]!["block"]!.GetValue<long>();
        return Eventually.IsTrueAsync(async () => (await HealthAsync(node))["mirror"]!["block"]?.GetValue<long>() >= block, "the mirror has the anchor");
    }

    private static async Task<JsonNode> HealthAsync(TestNode node)
    {
        using var response = await node.Http.GetAsync("/health/ready", Cancel);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<JsonNode> VerifyAsync(TestNode node, string bundle)
    {
        using var content = new StringContent(bundle, Encoding.UTF8, "application/json");
        using var response = await node.Http.PostAsync("/v1/verify", content, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
