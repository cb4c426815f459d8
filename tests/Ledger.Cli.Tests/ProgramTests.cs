namespace Ledger.Cli.Tests;

/// <summary>The program as a process: its streams, its encoding and its exit codes.</summary>
public sealed class ProgramTests(IssuedDepartment department)
{
    private static readonly Dictionary<string, string> Plain = [];

    [Fact]
    public async Task Program_Help_IsWrittenAsUtf8WithoutMark()
    {
        var run = await LedgerRun.RunProcessAsync(Plain, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("核验记录", run.Output, StringComparison.Ordinal);
        Assert.Contains("  ledger [command]", run.Output, StringComparison.Ordinal);
        Assert.NotEqual(0xEF, run.OutputBytes[0]);
    }

    [Fact]
    public async Task Program_UnknownOption_ExitsWithTwo()
    {
        var run = await LedgerRun.RunProcessAsync(Plain, "verify", "bundle.json", "--no-such-option");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("LDG8509:", run.Error, StringComparison.Ordinal);
        Assert.Contains("命令行有误", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_UndamagedLog_ExitsWithZeroAndDrawsNoBar()
    {
        var run = await LedgerRun.RunProcessAsync(Plain, "log", "check", department.LogFolder, "--vkey", department.LogKey.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.StartsWith("✓ ledger.localhost/employment/log: 300 entries", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Garbage_ExitsWithTwoAndNoVerdict()
    {
        var run = await LedgerRun.RunProcessAsync(
            Plain, "verify", department.KeysFile, "--offline", "--vkey", department.LogKey.ToString(), "--jwks", department.KeysFile);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("LDG8513:", run.Error, StringComparison.Ordinal);
        Assert.Contains("内容无法读取，因此未作任何判断。", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ChangedBundle_ExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(department.BundleFile, TestContext.Current.CancellationToken);
        var changed = folder.Write("b.json", text.Replace("\"salt\":\"", "\"salt\":\"!", StringComparison.Ordinal));

        var run = await LedgerRun.RunProcessAsync(
            Plain, "verify", changed, "--offline", "--vkey", department.LogKey.ToString(), "--jwks", department.KeysFile);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Not genuine", run.Output, StringComparison.Ordinal);
        Assert.Contains("不真实", run.Output, StringComparison.Ordinal);
    }
}
