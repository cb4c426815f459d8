using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Storage;

/// <summary>Tests a real file system that is full. Reading works, writing pauses and resumes by itself, and every answer names the cause.</summary>
public sealed class FullDiskTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private const int Mebibytes = 512; // The data directory contains the program of the embedded chain.

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FullDisk_ThenFreed_ReadsAllTheTimeAndWritesAgainWithoutARestart()
    {
        using var disk = SmallDisk.Mount(Mebibytes);
        var data = Path.Combine(disk.Path, "data");
        StoppedNode.CopyFolder(stopped.Data, data);
        await using var node = await NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));
        var kept = await node.IssueAsync();
        Assert.Equal(200, (await node.FetchBundleAsync(kept)).Status);

        disk.Fill();
        await Eventually.IsTrueAsync(async () => (await node.TryIssueAsync()) is (503, var problem) && StorageSteps.CodeOf(problem) == "LDG3372", "the writer says that the disk is full");

        // By now the chain worker has failed on the full disk too.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{kept}", TestRecords.Department)).Status);
            Assert.Equal(200, (await node.FetchBundleAsync(kept)).Status);
            Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{kept}/history", TestRecords.Department)).Status);
            Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, TestRecords.Root, TestRecords.Department)).Status);
        }

        Assert.Equal("LDG3372", StorageSteps.CodeOf(await node.HealthAsync()));
        Assert.Contains("No space left", node.Output, StringComparison.Ordinal);
        await ImportStopsAsync(node);

        disk.Free();
        await Eventually.IsTrueAsync(async () => (await node.TryIssueAsync()).Status == 201, "the writer continues");
        Assert.Equal(200, (await node.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{kept}", TestRecords.Department)).Status);
        var after = await node.IssueAsync();
        Assert.Equal(200, (await node.FetchBundleAsync(after)).Status);
        Assert.Equal(0, await node.StopAsync());
        await using var again = await NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));
        Assert.Equal(200, (await again.SendAsync(HttpMethod.Get, $"{TestRecords.Root}/{after}", TestRecords.Department)).Status);
    }

    [Fact]
    public async Task Start_ReadOnlyFileSystem_IsReported()
    {
        using var disk = SmallDisk.Mount(Mebibytes);
        var data = Path.Combine(disk.Path, "data");
        StoppedNode.CopyFolder(stopped.Data, data);
        disk.MakeReadOnly();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(data, null, ("Ledger__SampleCity", "false"));
        var rebuild = await CliRun.RunAsync("rebuild", data);

        Assert.Equal(2, exitCode);
        Assert.Contains("LDG8540", output, StringComparison.Ordinal);
        Assert.DoesNotContain("another process", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, rebuild.ExitCode);
        Assert.Contains("LDG8508", rebuild.Error, StringComparison.Ordinal);
    }

    private static async Task ImportStopsAsync(NodeProcess node)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "lines.jsonl");
        await File.WriteAllLinesAsync(file, [TestRecords.Line(TestRecords.NewKey()).ToJsonString(), TestRecords.Line(TestRecords.NewKey()).ToJsonString()], Cancel);

        var run = await CliRun.RunAsync(
            "import", file, "--node", node.Address.ToString(), "--tokens", Path.Combine(node.DataDirectory, "demo-tokens.json"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("LDG8543", run.Error, StringComparison.Ordinal);
        Assert.Contains("LDG3372", run.Error, StringComparison.Ordinal);
        Assert.Contains("not answered from line 1 on", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("line 1: LDG", run.Error, StringComparison.Ordinal); // The line itself is not refused.
    }
}
