using System.Text.Json.Nodes;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Chain;

/// <summary>The hash of block 0 from a genesis file. Ledger.Ethereum.Tests compares the hashes with those of Besu.</summary>
public sealed class ChainHashTests : IDisposable
{
    /// <summary>The hash of the consortium in node-config, computed by another program.</summary>
    public const string ExampleHash = "0x392bf6ce7be658726a870ddb355e5b3ae717969da1d789c539639e793eb77286";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static string ExampleFile(string layout) => Repository.PathOf("node-config", "consortium", layout, "network", "genesis.json");

    [Theory]
    [InlineData("compose")]
    [InlineData("k8s")]
    public async Task Run_TheExample_PrintsItsHash(string layout)
    {
        var text = await LedgerRun.RunAsync("chain", "hash", ExampleFile(layout));
        var json = await LedgerRun.RunAsync("chain", "hash", ExampleFile(layout), "--json");

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Contains($"block 0   {ExampleHash}", text.Output, StringComparison.Ordinal);
        Assert.Equal(ExampleHash, (string?)json.Json["blockHash"]);
        Assert.Equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", (string?)json.Json["stateRoot"]);
    }

    [Fact]
    public async Task Run_TheReadme_NamesTheSameHash() => Assert.Contains(
        ExampleHash, await File.ReadAllTextAsync(Repository.PathOf("src", "Ledger.Cli", "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [Theory]
    [InlineData("compose")]
    [InlineData("k8s")]
    public async Task Network_PlanOfTheExample_PrintsTheSameHash(string layout)
    {
        var plan = Repository.PathOf("node-config", "consortium", layout, "plan.json");

        var text = await LedgerRun.RunAsync("chain", "network", "--plan", plan, "--out", _folder.Path);
        var json = await LedgerRun.RunAsync("chain", "network", "--plan", plan, "--out", _folder.Path, "--json");

        Assert.Contains($"block 0 {ExampleHash}", text.Output, StringComparison.Ordinal);
        Assert.Equal(ExampleHash, (string?)json.Json["blockHash"]);
    }

    [Fact]
    public async Task Run_AnAccountWithCode_IsNotSupportedAndNamesIt()
    {
        var genesis = Example();
        genesis["alloc"]!["f17f52151ebef6c7334fad080c5704d77216b732"] = new JsonObject { ["balance"] = "1", ["code"] = "0x60" };

        var run = await LedgerRun.RunAsync("chain", "hash", _folder.Write("genesis.json", genesis.ToJsonString()));

        AssertCouldNotRun(run, "LDG8597", "alloc.f17f52151ebef6c7334fad080c5704d77216b732.code");
        Assert.Contains("not supported here", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AFileThatIsTooLong_IsNotSupported()
    {
        var run = await LedgerRun.RunAsync("chain", "hash", _folder.Write("genesis.json", new string(' ', (16 * 1024 * 1024) + 1)));

        AssertCouldNotRun(run, "LDG8597", "genesis.json");
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "alloc")]
    [InlineData("[]", "not an object")]
    public async Task Run_NoGenesisFile_IsRefused(string text, string named) =>
        AssertCouldNotRun(await LedgerRun.RunAsync("chain", "hash", _folder.Write("genesis.json", text)), "LDG8596", named);

    [Fact]
    public async Task Run_NoFile_IsRefused() => AssertCouldNotRun(await LedgerRun.RunAsync("chain", "hash", "nowhere.json"), "LDG8501", "nowhere.json");

    private static JsonObject Example() => JsonNode.Parse(File.ReadAllText(ExampleFile("compose")))!.AsObject();
}
