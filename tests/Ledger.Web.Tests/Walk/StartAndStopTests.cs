using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Walk;

/// <summary>Tests stopping, restarting, and starts that are refused with a message and exit code 2.</summary>
public sealed class StartAndStopTests(RunningNode shared)
{
    [Fact]
    public async Task Start_AfterCtrlC_ContinuesFromTheStoredState()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        JsonNode before;
        string bundle, checkpoint;
        await using (var first = await NodeProcess.StartAsync(data))
        {
            Assert.Contains("education", first.Output, StringComparison.Ordinal);
            before = first.AddressBook;
            bundle = await File.ReadAllTextAsync(Path.Combine(data, "example.ledger.json"), TestContext.Current.CancellationToken);
            checkpoint = await first.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken);
            Assert.Equal(0, await first.StopAsync());
            Assert.Equal(2, (await VerifyAsync(folder, bundle, before)).ExitCode);
        }

        await using var second = await NodeProcess.StartAsync(data);

        Assert.Equal(before["registry"]!.GetValue<string>(), second.AddressBook["registry"]!.GetValue<string>());
        Assert.Equal(checkpoint, await second.Http.GetStringAsync("/education/log/checkpoint", TestContext.Current.CancellationToken));
        var shown = await CliRun.RunAsync(
            "department", "show", "ledger.localhost/education/log", "--addresses", Path.Combine(data, "chain", "addresses.json"),
            "--rpc", second.AddressBook["rpc"]!.GetValue<string>(), "--json");
        Assert.True(shown.Out.Contains(second.Address.Authority, StringComparison.Ordinal), shown.ToString()); // The node listens on another port now.
        var valid = await VerifyAsync(folder, bundle, second.AddressBook);
        Assert.True(valid.ExitCode == 0, valid.ToString());
    }

    [Fact]
    public async Task Verify_WithTheChainStopped_CouldNotBeChecked()
    {
        using var folder = new TemporaryFolder();
        var (_, bundle) = await shared.IssueFinalAsync();
        var book = shared.AddressBook.DeepClone();
        book["rpc"] = NodeProcess.FreeAddress().ToString(); // This endpoint does not answer.

        var run = await VerifyAsync(folder, bundle, book);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("could not be checked", run.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("未能核验", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortInUse_ReportsItAndExitsWith2()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            Path.Combine(folder.Path, "data"), new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.Equal(2, exitCode);
        AssertExplained("LDG8003", "监听地址", output);
    }

    [Fact]
    public async Task Start_OnADirectoryInUse_ReportsItAndExitsWith2()
    {
        var (exitCode, output) = await NodeProcess.RunToEndAsync(shared.DataDirectory);

        Assert.Equal(2, exitCode);
        AssertExplained("LDG8001", "数据目录", output);
    }

    [Fact]
    public async Task Start_OnAReadOnlyDirectory_ReportsItAndExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("file", "");

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(file, "data"));

        Assert.Equal(2, exitCode);
        AssertExplained("LDG8002", "不可写", output);
    }

    [Fact]
    public async Task FirstStart_WithoutNpm_PrintsWhatToDoAndExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var nowhere = NodeProcess.FreeAddress().ToString();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(
            Path.Combine(folder.Path, "data"), null, ("npm_config_registry", nowhere), ("npm_config_cache", Path.Combine(folder.Path, "cache")));

        Assert.Equal(2, exitCode);
        AssertExplained("LDG8005", "npm", output);
    }

    [Theory]
    [InlineData("Ledger__Host", "UPPER", "Ledger:Host")]
    [InlineData("Ledger__Nonsense", "1", "Nonsense")]
    [InlineData("Ledger__Chain__EmbeddedPort", "70000", "EmbeddedPort")]
    [InlineData("Ledger__Chain__Endpoints__0", "http://127.0.0.1:1", "Registry")]
    public async Task Start_WithAWrongSetting_NamesItAndExitsWith2(string name, string value, string named)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, (name, value));

        Assert.Equal(2, exitCode);
        AssertExplained("LDG8004", named, output);
    }

    [Fact]
    public void Output_OfARunningNode_ContainsNoTokenAndNoIdNumber()
    {
        var tokens = JsonNode.Parse(File.ReadAllText(shared.TokensFile))!.AsObject().SelectMany(department => department.Value!.AsObject());

        Assert.All(tokens, token => Assert.DoesNotContain(token.Value!.GetValue<string>(), shared.Output, StringComparison.Ordinal));
        Assert.DoesNotMatch("[0-9]{17}[0-9X]", shared.Output);
    }

    private static void AssertExplained(string code, string zh, string output)
    {
        Assert.Contains(code, output, StringComparison.Ordinal);
        Assert.Contains(zh, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Ledger.", output, StringComparison.Ordinal);
    }

    private static Task<CliRun> VerifyAsync(TemporaryFolder folder, string bundle, JsonNode book) => CliRun.RunAsync(
        "verify", folder.File("b.json", bundle), "--rpc", book["rpc"]!.GetValue<string>(), "--registry", book["registry"]!.GetValue<string>());
}
