namespace Ledger.Cli.Tests;

/// <summary>The messages about a wrong command line: they name the unknown part, and suggest what was probably meant.</summary>
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
    [InlineData("a whole number", "sample", "--residents", "many")]
    public async Task Run_UnknownCommandOrOption_NamesItAndSuggestsAnother(string said, params string[] args)
    {
        var run = await LedgerRun.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("LDG8509:", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Required command was not provided", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Error.Split(Environment.NewLine)[0]);
    }

    [Theory]
    [InlineData("--role king: auditor, issuer, operator or verifier. --role 应为 auditor、issuer、operator 或 verifier。", "tokens", "create", "--department", "health", "--role", "king", "--name", "desk")]
    [InlineData("--name is needed. 须给出 --name。", "tokens", "create", "--department", "health", "--role", "issuer")]
    [InlineData("--role needs a value. --role 须有值。", "tokens", "create", "--department", "health", "--name", "desk", "--role")]
    [InlineData("ledger history 须给出 <id>。", "history")]
    [InlineData("ledger verify 须给出 <file>。", "verify")]
    [InlineData("--entry is needed. 须给出 --entry。", "proof", "check", "p", "--vkey", "v")]
    [InlineData("--vkey is needed. 须给出 --vkey。", "proof", "check", "p")]
    [InlineData("--residents many: a whole number. --residents 应为整数。", "sample", "--residents", "many")]
    [InlineData("--seed -1: a whole number.", "sample", "--seed", "-1")]
    [InlineData("--node takes one value. --node 只能给一个值。", "history", "x", "--node", "http://a", "--node", "http://b")]
    public async Task Run_ParserErrors_AreInBothLanguages(string said, params string[] args)
    {
        var run = await LedgerRun.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("LDG8509:", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error.Split(Environment.NewLine)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tokens or --token", "history", "x")]
    [InlineData("--token or --data", "tokens", "list", "--department", "health")]
    [InlineData("--department", "tokens", "list", "--department", "Health!", "--data", "nowhere")]
    [InlineData("--id or --name", "tokens", "withdraw", "--department", "health")]
    [InlineData("--rpc and --registry", "audit")]
    [InlineData("--validators or --validator-keys", "chain", "genesis", "--chain-id", "20261127", "--out", "g.json")]
    [InlineData("2 to 4503599627370476", "chain", "genesis", "--chain-id", "0", "--validators", "0x64a702e6263b7297a96638cac6ae65e6541f4169", "--out", "g.json")]
    [InlineData("1s to 3650d", "tokens", "create", "--department", "health", "--role", "issuer", "--name", "d", "--data", "nowhere", "--expires", "0")]
    [InlineData("1s 至 3650d", "tokens", "create", "--department", "health", "--role", "issuer", "--name", "d", "--data", "nowhere", "--expires", "3651d")]
    public async Task Run_ConflictingOptions_AreReportedInBothLanguages(string said, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("b.json", "{}");

        var run = await LedgerRun.RunAsync([.. args.Select(arg => arg == "b.json" ? file : arg == "nowhere" ? folder.PathOf(arg) : arg)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("LDG8503:", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error.Split(Environment.NewLine)[0], StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Error.Split(Environment.NewLine)[0]);
    }

    /// <summary>All details come from one table. A detail that is written where it is thrown is easily written in one language only.</summary>
    [Fact]
    public void OptionWrong_InTheSources_IsThrownByTheTableOnly() => Assert.Equal(
        ["OptionProblems.cs", "RunFaults.cs"],
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("OptionWrong", StringComparison.Ordinal)).Select(path => Path.GetFileName(path)).Order());

    [Theory]
    [InlineData("2026-01-31T00:00:00Z", "verify", "b.json", "--offline", "--as-of", "31.1.2026")]
    [InlineData("2026-01-31T00:00:00Z", "verify", "b.json", "--offline", "--as-of", "2026-01-31T00:00:00+08:00")]
    [InlineData("2026-09-30", "sample", "--as-of", "30.9.2026")]
    [InlineData("1 to 64", "audit", "--parallel", "0", "--rpc", "http://127.0.0.1:1", "--registry", "0x1111111111111111111111111111111111111111")]
    [InlineData("https://city.example", "history", "x", "--token", "t", "--department", "d", "--node", "ftp://x")]
    public async Task Run_OptionOfAWrongForm_NamesTheRightForm(string form, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("b.json", "{}");

        var run = await LedgerRun.RunAsync([.. args.Select(arg => arg == "b.json" ? file : arg)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(form, run.Error, StringComparison.Ordinal);
    }
}
