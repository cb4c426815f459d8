namespace Ledger.Cli.Tests.Commands;

/// <summary>A command line that cannot be run: what is unknown is named, and what was probably meant.</summary>
public sealed class CommandProblemsTests
{
    [Theory]
    [InlineData("\"verfy\"; did you mean \"verify\"?", "verfy")]
    [InlineData("\"verfy\"; did you mean \"verify\"?", "verfy", "b.json", "--offline")]
    [InlineData("没有命令 \"VERIFY\"，是否为 \"verify\"？", "VERIFY")]
    [InlineData("\"evidnece\"; did you mean \"evidence\"?", "evidnece", "019ab000")]
    [InlineData("\"bakcup\"; did you mean \"backup\"?", "bakcup")]
    [InlineData("\"chek\"; did you mean \"check\"?", "log", "chek")]
    [InlineData("\"deploy\"; did you mean \"contracts deploy\"?", "deploy")]
    [InlineData("\"nonsense\"; ledger has verify, record,", "nonsense")]
    [InlineData("\"nonsense\"; ledger log has check, compare.", "log", "nonsense")]
    [InlineData("ledger log needs one of the commands check, compare.", "log")]
    [InlineData("ledger needs one of the commands verify, record,")]
    [InlineData("Unrecognized option '--jsno'; did you mean \"--json\"?", "verify", "b.json", "--jsno")]
    [InlineData("Unrecognized option '--nothing-like-it'.", "history", "019ab000", "--nothing-like-it")]
    [InlineData("多余的参数 'two'", "history", "one", "two")]
    [InlineData("a whole number 整数", "sample", "--residents", "many")]
    public async Task Run_WhatIsNoCommandLine_SaysWhatIsUnknownAndWhatWasMeant(string said, params string[] args)
    {
        var run = await LedgerRun.OfAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("LDG8509:", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Required command was not provided", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-31T00:00:00Z", "verify", "b.json", "--offline", "--as-of", "31.1.2026")]
    [InlineData("2026-01-31T00:00:00Z", "verify", "b.json", "--offline", "--as-of", "2026-01-31T00:00:00+08:00")]
    [InlineData("2026-09-30", "sample", "--as-of", "30.9.2026")]
    [InlineData("1 to 64", "audit", "--parallel", "0", "--rpc", "http://127.0.0.1:1", "--registry", "0x1111111111111111111111111111111111111111")]
    [InlineData("https://city.example", "history", "x", "--token", "t", "--department", "d", "--node", "ftp://x")]
    public async Task Run_AnOptionInAWrongForm_SaysWhichFormIsRight(string form, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("b.json", "{}");

        var run = await LedgerRun.OfAsync([.. args.Select(arg => arg == "b.json" ? file : arg)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(form, run.Error, StringComparison.Ordinal);
    }
}
