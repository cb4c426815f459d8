using System.Security.Cryptography;

namespace Ledger.Cli.Tests.Chain;

public sealed class ChainNetworkTests : IDisposable
{
    private static readonly string Plan = Repository.PathOf("node-config", "consortium", "compose", "plan.json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Plan_WritesThreeFilesAndTheirSums()
    {
        var run = await LedgerRun.RunAsync("chain", "network", "--plan", Plan, "--out", _folder.PathOf("network"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["genesis.json", "permissions_config.toml", "static-nodes.json"],
            Directory.EnumerateFiles(_folder.PathOf("network")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var path in Directory.EnumerateFiles(_folder.PathOf("network")))
        {
            var sum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
            Assert.Contains($"{sum}  {Path.GetFileName(path)}", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("archive-1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_NamesNodesAndSums()
    {
        var run = await LedgerRun.RunAsync("chain", "network", "--plan", Plan, "--out", _folder.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Json["nodes"]!.AsArray().Count);
        Assert.StartsWith("enode://", (string?)run.Json["nodes"]![0]!["enode"], StringComparison.Ordinal);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_folder.PathOf("genesis.json"), TestContext.Current.CancellationToken))),
            (string?)run.Json["sha256"]!["genesis.json"]);
    }

    [Theory]
    [InlineData("{}", "LDG8594")]
    [InlineData("{\"v\":2,\"chainId\":20261127,\"blockPeriodSeconds\":2,\"nodes\":[],\"accounts\":[]}", "LDG8594")]
    public async Task Run_InvalidPlan_IsRefusedWithThePlace(string plan, string code) =>
        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync("chain", "network", "--plan", _folder.Write("plan.json", plan), "--out", _folder.PathOf("network")), code, "plan.json");

    [Fact]
    public async Task Run_NoSuchPlan_IsRefused() =>
        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync("chain", "network", "--plan", _folder.PathOf("none.json"), "--out", _folder.Path), "LDG8501", "none.json");

    [Fact]
    public async Task Run_FolderThatCannotBeCreated_IsRefused()
    {
        var file = _folder.Write("file", "");

        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync("chain", "network", "--plan", Plan, "--out", Path.Combine(file, "below")), "LDG8508", file);
    }
}
