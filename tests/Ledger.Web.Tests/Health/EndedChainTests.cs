using System.Text.Json.Nodes;
using Ledger.Web.Embedded;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Health;

/// <summary>Tests a node whose embedded chain ends while it runs.</summary>
public sealed class EndedChainTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbeddedChain_EndsWhileTheNodeRuns_IsReportedAndIssuingGoesOn()
    {
        using var folder = new TemporaryFolder();
        await using var node = await LedgerNode.StartAsync(stopped.CopyTo(folder), null, ("Ledger__SampleCity", "false"));

        await node.Get<EmbeddedChain>().Chain.StopAsync();

        JsonNode? worker = null;
        await Eventually.IsTrueAsync(async () => (worker = await FindWorkerAsync(node)) is not null, "health names the worker");
        Assert.Equal("LDG9052", worker!["code"]!.GetValue<string>());
        Assert.NotEmpty(await node.IssueAsync());
        await Eventually.IsTrueAsync(() => Task.FromResult(node.Output.Contains("LDG4001", StringComparison.Ordinal)), "the departments report the outage");
        var lines = node.Output.Split('\n');
        Assert.StartsWith("Critical LDG9052", Assert.Single(lines, line => line.Contains("LDG9052", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("Warning LDG4001", StringComparison.Ordinal) && line.Contains("Exception", StringComparison.Ordinal));
    }

    private static async Task<JsonNode?> FindWorkerAsync(LedgerNode node)
    {
        var answer = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", Cancel))!; // Not null, because the node never answers the text null.
        return answer["workers"]?.AsArray().SingleOrDefault(worker => worker!["worker"]!.GetValue<string>() == "embedded-chain");
    }
}
