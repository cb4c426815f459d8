using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Backup;

/// <summary>Tests what a restore does about tokens that were withdrawn after the backup.</summary>
public sealed class RestoredTokensTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    [Fact]
    public async Task Restore_TokenWithdrawnAfterTheBackup_IsReportedUntilItIsReviewed()
    {
        using var folder = new TemporaryFolder();
        await WithdrawAfterBackupAsync(folder);
        var restored = Path.Combine(folder.Path, "restored");

        var run = await RunAsync("restore", Path.Combine(folder.Path, "backup"), "--to", restored);

        Assert.Contains("LDG9024", run.Out, StringComparison.Ordinal);
        Assert.Equal("inForce", await StateAsync(restored));
        await using var node = await LedgerNode.StartAsync(restored, null, ("Ledger__SampleCity", "false"));
        Assert.Contains("LDG9024", node.Output, StringComparison.Ordinal);
        Assert.Equal(("degraded", "LDG9024"), await HealthAsync(node));
        await RunAsync("tokens", "withdraw", "--department", "education", "--name", "stolen", "--data", restored);
        await RunAsync("tokens", "review", "--data", restored);
        Assert.Null((await HealthAsync(node)).Code);
    }

    [Theory]
    [InlineData(true, "demo-issuer", "inForce")]
    [InlineData(false, "demo-issuer", "withdrawn")]
    public async Task Restore_WithTheOperatorLogOrWithoutTokens_KeepsItWithdrawn(bool hasLog, string other, string itsState)
    {
        using var folder = new TemporaryFolder();
        var data = await WithdrawAfterBackupAsync(folder);
        var restored = Path.Combine(folder.Path, "restored");

        await RunAsync(
            ["restore", Path.Combine(folder.Path, "backup"), "--to", restored, .. hasLog ? (string[])["--operator-log", Path.Combine(data, "operator.log")] : ["--withdraw-tokens"]]);

        Assert.Equal("withdrawn", await StateAsync(restored));
        Assert.Equal(itsState, await StateAsync(restored, other));
    }

    [Theory]
    [InlineData("tokens.json", "LDG9040")]
    [InlineData("operator.log", "LDG9041")]
    public async Task Start_TokenFileMissing_IsReportedAndClosesNoDepartment(string file, string code)
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        File.Move(Path.Combine(data, file), Path.Combine(folder.Path, file));

        await using var node = await LedgerNode.StartAsync(data, null, ("Ledger__SampleCity", "false"));

        Assert.Contains(code + ": ", node.Output, StringComparison.Ordinal);
        Assert.Equal(("degraded", code), await HealthAsync(node));
        Assert.Equal("writing", (await node.HealthAsync())["writer"]!.GetValue<string>());
        File.Move(Path.Combine(folder.Path, file), Path.Combine(data, file)); // The restored file takes effect at once.
        Assert.Null((await HealthAsync(node)).Code);
    }

    /// <summary>Creates a token, makes a backup, and then withdraws the token.</summary>
    private async Task<string> WithdrawAfterBackupAsync(TemporaryFolder folder)
    {
        var data = stopped.CopyTo(folder);
        await RunAsync("tokens", "create", "--department", "education", "--role", "issuer", "--name", "stolen", "--data", data);
        await RunAsync("backup", data, "--to", Path.Combine(folder.Path, "backup"));
        await RunAsync("tokens", "withdraw", "--department", "education", "--name", "stolen", "--data", data);
        return data;
    }

    private static async Task<string> StateAsync(string data, string name = "stolen")
    {
        var list = await RunAsync("tokens", "list", "--department", "education", "--data", data, "--json");
        return JsonNode.Parse(list.Out)!["tokens"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == name)!["state"]!.GetValue<string>();
    }

    private static async Task<(string Status, string? Code)> HealthAsync(TestNode node)
    {
        var answer = JsonNode.Parse(await node.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken))!;
        return (answer["status"]!.GetValue<string>(), answer["tokens"]!["code"]?.GetValue<string>());
    }

    private static async Task<CliRun> RunAsync(params string[] arguments)
    {
        var run = await CliRun.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }
}
