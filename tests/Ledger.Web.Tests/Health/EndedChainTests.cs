using System.Text.Json.Nodes;
using Ledger.Web.Embedded;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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

        await Eventually.IsTrueAsync(() => Task.FromResult(node.Get<EmbeddedChain>().Condition.IsFatal), "the worker has noticed it");
        Assert.Equal("degraded", await ReadStatusAsync(node));
        var report = await node.Get<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.Contains("embedded-chain", report.Entries["workers"].Description, StringComparison.Ordinal);
        Assert.Equal("LDG9052", node.Get<EmbeddedChain>().Condition.Problem?.Fault.Code);
        Assert.NotEmpty(await node.IssueAsync());
        await Eventually.IsTrueAsync(() => Task.FromResult(node.Output.Contains("LDG4001", StringComparison.Ordinal)), "the departments report the outage");
        var lines = node.Output.Split('\n');
        Assert.StartsWith("Critical LDG9052", Assert.Single(lines, line => line.Contains("LDG9052", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith("Warning LDG4001", StringComparison.Ordinal) && line.Contains("Exception", StringComparison.Ordinal));
    }

    private static async Task<string> ReadStatusAsync(LedgerNode node)
    {
        var answer = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", Cancel))!; // Not null, because the node never answers the text null.
        return answer["status"]!.GetValue<string>();
    }
}
