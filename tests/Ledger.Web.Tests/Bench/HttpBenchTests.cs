using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Bench;

/// <summary>Runs the benchmark of a node whole with a few records, so that a change of the node cannot break it unseen.</summary>
public sealed class HttpBenchTests
{
    [Fact]
    public async Task Bench_FewRecords_PrintsItsFiguresAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync("bench", "http", "--records", "12", "--dir", folder.Path, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var printed = JsonNode.Parse(run.Out)!.AsObject();
        Assert.True(printed["flushMilliseconds"]!.GetValue<double>() > 0);
        Assert.All((string[])["post1", "post8", "post32", "bundle", "checkpoint"], name => AssertMeasured(printed[name]!.AsObject()));
        Assert.All((string[])["post1", "post8"], name => Assert.True(printed[name]!["p50BoundMilliseconds"]!.GetValue<double>() > 1));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task BenchPages_FewRecords_PrintsTheFiguresOfEachPage()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync("bench", "pages", "--records", "25", "--views", "12", "--dir", folder.Path, "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        var printed = JsonNode.Parse(run.Out)!.AsObject();
        Assert.Equal(3, printed["recordsOfTheResident"]!.GetValue<int>());
        Assert.All((string[])["home", "check", "checkFile", "myRecords", "myRecord", "myReads", "myShares"], name => AssertMeasured(printed[name]!.AsObject()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Bench_NoSuchService_SaysWhichFileIsMissing()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.RunAsync("bench", "http", "--records", "1", "--dir", folder.Path, "--service", "none.dll");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LDG8501", run.Error, StringComparison.Ordinal);
        Assert.Contains("none.dll", run.Error, StringComparison.Ordinal);
    }

    private static void AssertMeasured(JsonObject figures)
    {
        Assert.Equal(12, figures["requests"]!.GetValue<int>());
        Assert.True(figures["perSecond"]!.GetValue<double>() > 0);
        Assert.True(figures["p99Milliseconds"]!.GetValue<double>() >= figures["p50Milliseconds"]!.GetValue<double>());
        Assert.True(figures["answerBytes"]!.GetValue<int>() > 100);
        Assert.True(figures["bare"]!["requests"]!.GetValue<int>() > 0);
        Assert.True(figures["ratio"]!.GetValue<double>() > 0);
    }
}
