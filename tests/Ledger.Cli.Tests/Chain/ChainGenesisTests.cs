using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Cli.Tests.Chain;

public sealed class ChainGenesisTests : IDisposable
{
    /// <summary>
    /// The validators of the genesis file in besu-docs, docs/private-networks/how-to/configure/consensus/qbft.md. The extra data below is the one on that
    /// page with the first two validators swapped, because the command sorts them and the page does not.
    /// </summary>
    private const string Published =
        "0x64a702e6263b7297a96638cac6ae65e6541f4169,0x3923390ad55e90c237593b3b0e401f3b08a03185,0xaefdb9a738c9f433e5b6b212a6d62f6370c2f692,0xc7eeb9a4e00ce683cf93039b212648e01c6c6b78";

    private const string PublishedExtraData =
        "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f854943923390ad55e90c237593b3b0e401f3b08a031859464a702e6263b7297a96638cac6ae65e6541f416994aefdb9a738c9f433e5b6b212a6d62f6370c2f69294c7eeb9a4e00ce683cf93039b212648e01c6c6b78c080c0";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_PublishedValidators_WritesTheirExtraDataToStandardOutput()
    {
        var run = await LedgerRun.RunAsync("chain", "genesis", "--validators", Published, "--chain-id", "20261127");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(PublishedExtraData, (string?)run.Json["extraData"]);
        Assert.Equal(20261127, (long?)run.Json["config"]!["chainId"]);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(run.OutputBytes)), run.Error, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Error);
    }

    [Fact]
    public async Task Run_OutAndJson_WritesTheFileAndItsSum()
    {
        var path = _folder.PathOf("genesis.json");

        var run = await LedgerRun.RunAsync("chain", "genesis", "--validators", Published, "--chain-id", "20261127", "--block-period", "5", "--out", path, "--json");

        var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        using var genesis = JsonDocument.Parse(file);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), (string?)run.Json["sha256"]);
        Assert.Equal(path, (string?)run.Json["out"]);
        Assert.Equal(4, run.Json["validators"]!.AsArray().Count);
        Assert.Equal(5, genesis.RootElement.GetProperty("config").GetProperty("qbft").GetProperty("blockperiodseconds").GetInt32());
    }

    [Fact]
    public async Task Run_JsonWithoutOut_ContainsTheGenesis()
    {
        var run = await LedgerRun.RunAsync("chain", "genesis", "--validators", Published, "--chain-id", "20261127", "--json");

        Assert.Equal(PublishedExtraData, (string?)run.Json["genesis"]!["extraData"]);
    }

    [Fact]
    public async Task Run_TheExamplesValidators_PrintsTheHashOfTheExamplesBlock0()
    {
        const string validators =
            "0x7cd74d0b18a41089993a2461728beba493625447,0xc7bad1505d9c1ffd9c8648c2fd2de62f2f72c9ee,0xcd7833e36e5b02cb2dda8df237cf79b7e3c69dc3,0xfddae73f9c5bc6ef29db8b285dafabda09ebf379";

        var text = await LedgerRun.RunAsync("chain", "genesis", "--validators", validators, "--chain-id", "20261127");
        var json = await LedgerRun.RunAsync("chain", "genesis", "--validators", validators, "--chain-id", "20261127", "--json");

        Assert.Contains($"block 0   {ChainHashTests.ExampleHash}", text.Error, StringComparison.Ordinal);
        Assert.Equal(ChainHashTests.ExampleHash, (string?)json.Json["blockHash"]);
    }

    [Fact]
    public async Task Run_FolderOfKeys_ReadsKeysAndEnodes()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            Assert.Equal(0, (await LedgerRun.RunAsync("chain", "key", "--out", _folder.PathOf(name))).ExitCode);
        }

        var fourth = await LedgerRun.RunAsync("chain", "key", "--out", _folder.PathOf("elsewhere/d"), "--json");
        _folder.Write("elsewhere/d/key.pub", $"enode://{(string?)fourth.Json["publicKey"]}@10.90.1.14:30303\n");

        var run = await LedgerRun.RunAsync("chain", "genesis", "--validator-keys", _folder.Path, "--chain-id", "20261127", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.Json["validators"]!.AsArray().Count);
        Assert.Contains((string?)fourth.Json["address"], run.Json["validators"]!.AsArray().Select(node => (string?)node));
    }

    [Theory]
    [InlineData("--validators 0x64a702e6263b7297a96638cac6ae65e6541f4169 --chain-id 20261127", "LDG8590", "1")]
    [InlineData("--validators 0x64a702e6263b7297a96638cac6ae65e6541f4169,0x64a702e6263b7297a96638cac6ae65e6541f4169 --chain-id 20261127", "LDG8591", "0x64a7")]
    [InlineData("--validators 0x0000000000000000000000000000000000000000 --chain-id 20261127", "LDG8592", "0x0000")]
    [InlineData("--validators 0x64A702E6263b7297a96638cac6ae65e6541f4169 --chain-id 20261127", "LDG8592", "0x64A7")]
    [InlineData("--validators , --chain-id 20261127", "LDG8592", "")]
    [InlineData("--validators " + Published + " --chain-id 11155111", "LDG8593", "11155111")]
    [InlineData("--validators " + Published + " --chain-id 1", "LDG8593", "1")]
    [InlineData("--validators " + Published + " --chain-id 0", "LDG8503", "--chain-id 0")]
    [InlineData("--validators " + Published + " --chain-id 20261127 --block-period 0", "LDG8503", "--block-period 0")]
    [InlineData("--validators " + Published + " --validator-keys keys --chain-id 20261127", "LDG8503", "--validators or --validator-keys")]
    [InlineData("--chain-id 20261127", "LDG8503", "--validators or --validator-keys")]
    [InlineData("--validator-keys no-such-folder --chain-id 20261127", "LDG8501", "no-such-folder")]
    public async Task Run_InvalidSettings_AreRefused(string line, string code, string named) =>
        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync(["chain", "genesis", .. line.Split(' ')]), code, named);

    [Fact]
    public async Task Run_KeyFileWithoutACurvePoint_IsRefusedByName()
    {
        var path = _folder.Write("bad/key.pub", new string('1', 128));

        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync("chain", "genesis", "--validator-keys", _folder.Path, "--chain-id", "20261127"), "LDG8592", path);
    }

    [Fact]
    public async Task Run_FewerAllowed_MakesAChainOfOne()
    {
        // The validator and the extra data are from a maintainer's answer in besu issue 6229.
        var run = await LedgerRun.RunAsync(
            "chain", "genesis", "--validators", "0x0f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03", "--chain-id", "20261127", "--allow-fewer");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "0xf83aa00000000000000000000000000000000000000000000000000000000000000000d5940f166ab0a0cbd2a77d2bc83c2cf98d1dc7a1bc03c080c0", (string?)run.Json["extraData"]);
    }

    [Fact]
    public async Task Key_FolderWithAKey_IsRefusedAndUnchanged()
    {
        var first = await LedgerRun.RunAsync("chain", "key", "--out", _folder.Path);
        var before = await File.ReadAllTextAsync(_folder.PathOf("key"), TestContext.Current.CancellationToken);

        var second = await LedgerRun.RunAsync("chain", "key", "--out", _folder.Path);

        Assert.Equal(0, first.ExitCode);
        Assert.DoesNotContain(before[2..], first.Output + first.Error, StringComparison.Ordinal);
        Refusals.AssertCouldNotRun(second, "LDG8595", _folder.Path);
        Assert.Equal(before, await File.ReadAllTextAsync(_folder.PathOf("key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Key_FolderThatCannotBeCreated_IsRefused()
    {
        var file = _folder.Write("file", "");

        Refusals.AssertCouldNotRun(await LedgerRun.RunAsync("chain", "key", "--out", Path.Combine(file, "below")), "LDG8508", file);
    }
}
