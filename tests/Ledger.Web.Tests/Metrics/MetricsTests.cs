using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Metrics;

/// <summary>Tests the metrics of a node.</summary>
public sealed partial class MetricsTests(RunningNode node)
{
    private static readonly string[] Departments = ["civil-affairs", "education", "employment", "health"];

    [Fact]
    public async Task Metrics_OfEveryAlarm_Exist()
    {
        await node.IssueFinalAsync();
        var rules = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "ledger-rules.yml"), TestContext.Current.CancellationToken);
        var metrics = "";
        await Eventually.IsTrueAsync(
            async () => (metrics = await ReadAsync()).Contains("ledger_selfcheck_findings{", StringComparison.Ordinal), "the node has checked itself");

        var named = MetricName().Matches(rules).Select(match => match.Value).Distinct().ToList();

        Assert.True(named.Count >= 6, string.Join(' ', named));
        Assert.All(named, name => Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ledger_log_size")]
    [InlineData("ledger_log_writer_up")]
    [InlineData("ledger_log_queue_length")]
    [InlineData("ledger_anchor_size")]
    [InlineData("ledger_status_pending")]
    [InlineData("ledger_chain_up")]
    public async Task Metric_HasOneLineForEachDepartment(string name)
    {
        var departments = (await ReadAsync()).Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))
            .Select(line => DepartmentLabel().Match(line).Groups[1].Value);

        Assert.Equal(Departments, departments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WorkerMetrics_OfARunningNode_HaveOneLineForEachWorkerAndNoFailure()
    {
        var lines = (await ReadAsync()).Split('\n');
        var expected = Departments.Select(department => $"anchoring/{department}").Concat(["departments", "embedded-chain", "mirror", "self-check"]).Order(StringComparer.Ordinal);

        foreach (var (name, value) in ((string, string)[])[("ledger_worker_up", "1"), ("ledger_worker_failures_total", "0")])
        {
            var workers = lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)).ToList();

            Assert.Equal(expected, workers.Select(line => WorkerLabel().Match(line).Groups[1].Value).Order(StringComparer.Ordinal));
            Assert.All(workers, line => Assert.Contains($"}} {value}", line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Size_AfterARecordWasIssued_HasGrown()
    {
        var before = await SizeAsync();

        await node.IssueFinalAsync();

        Assert.True(await SizeAsync() > before);
    }

    [Fact]
    public async Task Metrics_AfterARecordWasIssuedAndRead_NameNoRecord()
    {
        var (id, _) = await node.IssueFinalAsync();

        Assert.DoesNotContain(id, await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_RequestedWithAnotherMethod_AreRefused()
    {
        using var response = await node.SendAsync(HttpMethod.Post, "/metrics");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private async Task<double> SizeAsync()
    {
        var line = (await ReadAsync()).Split('\n').Single(
            line => line.StartsWith("ledger_log_size{", StringComparison.Ordinal) && line.Contains($"\"{TestRecords.Department}\"", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    private Task<string> ReadAsync() => node.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

    [GeneratedRegex("ledger_[a-z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex MetricName();

    [GeneratedRegex("worker=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex WorkerLabel();

    [GeneratedRegex("department=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex DepartmentLabel();
}
