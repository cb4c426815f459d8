using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests.Bench;

/// <summary>Runs each benchmark whole with small numbers, so that a change elsewhere cannot break one unseen.</summary>
public sealed class BenchRunTests
{
    [Theory]
    [InlineData("issue", "--records", "300", "recordsPerSecond", "appendedPerSecond", "flushMilliseconds", "processorMicrosecondsPerRecord", "allocatedBytesPerRecord")]
    [InlineData("verify", "--bundles", "20", "bundlesPerSecondPerCore", "es256AndHashesPerSecond", "ratio", "es256VerificationsPerSecond", "ratioToEs256", "processorMicrosecondsPerBundle", "allocatedBytesPerBundle")]
    [InlineData("prove", "--entries", "100", "coldP50Microseconds", "coldP99Microseconds", "coldAllocatedBytes", "warmP90Microseconds", "warmAllocatedBytes", "sha256Microseconds", "growthMegabytes", "growthInSecondHalfMegabytes")]
    [InlineData("disclosure", "--entries", "2000 --reads 160", "loggedReadsPerSecond", "bareAppendsPerSecond", "ratio", "searchP99Microseconds", "listP99Microseconds")]
    [InlineData("log", "--entries", "3000", "auditSeconds", "limitSha256Seconds", "auditOfLimit")]
    public async Task Bench_FewItems_PrintsItsFigures(string name, string option, string count, params string[] figures)
    {
        using var folder = new TemporaryFolder();

        var run = await LedgerRun.RunAsync(["bench", name, option, .. count.Split(' '), "--dir", folder.Path, "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        var printed = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(name, printed["bench"]!.GetValue<string>());
        Assert.All(figures, figure => Assert.True(printed.ContainsKey(figure), printed.ToJsonString()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
