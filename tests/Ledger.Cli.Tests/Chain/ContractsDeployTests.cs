using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Chain;

/// <summary>What is refused before a chain is asked. Ledger.Ethereum.Tests tests the deployment itself on a real chain.</summary>
public sealed class ContractsDeployTests : IDisposable
{
    private const string Key = "0x0000000000000000000000000000000000000000000000000000000000000001";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("0x12")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Deploy_FileWithoutAKey_CouldNotRunAndDoesNotPrintIt(string text)
    {
        var run = await DeployAsync(_folder.Write("key.txt", text), "http://127.0.0.1:1");

        AssertCouldNotRun(run, "LDG8502", "key.txt");
        Assert.True(text.Length == 0 || !run.Error.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_NoKeyFile_CouldNotRun() => AssertCouldNotRun(await DeployAsync("nowhere.txt", "http://127.0.0.1:1"), "LDG8501", "nowhere.txt");

    [Fact]
    public async Task Deploy_WrongAddress_CouldNotRun() => AssertCouldNotRun(await DeployAsync(_folder.Write("key.txt", Key), "chain"), "LDG8503", "--rpc");

    [Fact]
    public async Task Deploy_ChainUnreachable_CouldNotRunAndDoesNotPrintTheKey()
    {
        var node = await StubNode.StartAsync(_ => (200, ""));
        var address = node.Address;
        await node.DisposeAsync();

        var run = await DeployAsync(_folder.Write("key.txt", Key), address);

        AssertCouldNotRun(run, "LDG8504", "");
        Assert.DoesNotContain(Key[2..], run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x12")]
    [InlineData("no-such-file.json")]
    public async Task Deploy_GenesisThatIsNeitherHashNorFile_CouldNotRun(string genesis) =>
        AssertCouldNotRun(await DeployAsync(_folder.Write("key.txt", Key), "http://127.0.0.1:1", "--genesis", genesis), "LDG8503", "--genesis");

    [Fact]
    public async Task Deploy_InvalidGenesisFile_CouldNotRun() => AssertCouldNotRun(
        await DeployAsync(_folder.Write("key.txt", Key), "http://127.0.0.1:1", "--genesis", _folder.Write("genesis.json", "{}")), "LDG8596", "genesis.json");

    /// <summary>The node has another block 0 than the genesis file.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deploy_GenesisOfAnotherChain_IsRefusedByHashAndByFile(bool byFile)
    {
        await using var node = await YoungChain.StartAsync();

        var run = await DeployAsync(
            _folder.Write("key.txt", Key), node.Address, "--genesis", byFile ? ChainHashTests.ExampleFile("compose") : ChainHashTests.ExampleHash);

        AssertCouldNotRun(run, "LDG8601", ChainHashTests.ExampleHash);
    }

    private Task<LedgerRun> DeployAsync(string keyFile, string rpc, params string[] more)
    {
        if (File.Exists(keyFile) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return LedgerRun.RunAsync(["contracts", "deploy", "--rpc", rpc, "--key-file", keyFile, "--out", _folder.PathOf("addresses.json"), "--members", "0x" + new string('a', 40), "--threshold", "1", .. more]);
    }
}
