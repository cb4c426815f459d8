using Ledger.Ethereum.Council;

namespace Ledger.Cli.Tests;

/// <summary>Every command has a help text in both languages, and refuses unknown options.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
    [
        "council show", "council approve", "council revoke-approval", "council execute", "council propose file",
        .. CouncilActions.All.Select(action => "council propose " + action.Name),
        "department show", "department add", "department suspend", "department keys show", "department keys register", "department keys rotate record",
        "department keys rotate log", "department keys compromised", "department operator rotate",
        "verify", "record check", "proof check", "proof vectors", "log check", "log compare", "import", "audit", "backup", "restore", "rebuild", "history", "evidence", "tokens create", "tokens list", "tokens withdraw", "tokens review", "contracts deploy", "chain genesis", "chain hash", "chain key", "chain network", "chain migrate", "chain check-migration", "sample", "bench issue", "bench verify", "bench prove", "bench log", "bench http",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_AnyCommand_NamesItsOptionsInBothLanguages(string command)
    {
        var run = await LedgerRun.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($" {command} ", run.Output, StringComparison.Ordinal);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Help_Root_NamesEveryCommand()
    {
        var run = await LedgerRun.RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Commands.Select(row => row.Data.Split(' ')[0]), name => Assert.Contains($"  {name} ", run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Run_UnknownOption_IsReportedInBothLanguages(string command)
    {
        var run = await LedgerRun.RunAsync([.. command.Split(' '), "--no-such-option"]);

        AssertNotUnderstood(run);
        Assert.Contains("--no-such-option", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-command")]
    [InlineData("record")]
    [InlineData("verify")]
    [InlineData("log check folder")]
    [InlineData("sample --residents many")]
    [InlineData("tokens create --department health --role king --name desk --data .")]
    [InlineData("tokens create --department health --role 7 --name desk --data .")]
    public async Task Run_IncompleteOrWrongLine_IsRefused(string line) =>
        AssertNotUnderstood(await LedgerRun.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static void AssertNotUnderstood(LedgerRun run)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("LDG8509: The command line cannot be understood.", run.Error, StringComparison.Ordinal);
        Assert.Contains("命令行有误。", run.Error, StringComparison.Ordinal);
    }
}
