using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ledger.Cli.Tests;

/// <summary>Standard streams that are closed before the program starts (<c>&gt;&amp;-</c>). The program exits with 2 and never prints a stack trace.</summary>
public sealed class ClosedOutputTests(IssuedDepartment department)
{
    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("verify --help")]
    [InlineData("sample --residents 2")]
    [InlineData("sample --residents 2 --out OUT")]
    [InlineData("log check LOG --vkey VKEY")]
    [InlineData("log check LOG --vkey VKEY --json")]
    [InlineData("verify BUNDLE --offline --vkey VKEY --jwks KEYS")]
    [InlineData("record check RECORD --jwks KEYS")]
    [InlineData("proof check PROOF --vkey VKEY --entry ENTRY")]
    public async Task Program_StandardOutputClosed_PrintsTheFaultAndExitsWithTwo(string line)
    {
        var (exitCode, error) = await RunAsync(line, ">&-");

        Assert.True(exitCode == 2 && error.StartsWith("LDG8508:", StringComparison.Ordinal), $"{exitCode} {error}");
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verfy", "2>&-")]
    [InlineData("verify nothing.json --offline --vkey VKEY --jwks KEYS", "2>&-")]
    [InlineData("sample --residents 2", ">&- 2>&-")]
    public async Task Program_StandardErrorClosed_ExitsWithTwo(string line, string closing) => Assert.Equal(2, (await RunAsync(line, closing)).ExitCode);

    private async Task<(int ExitCode, string Error)> RunAsync(string line, string closing)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell that closes a stream.");
        using var folder = new TemporaryFolder();
        var arguments = line.Replace("LOG", department.LogFolder, StringComparison.Ordinal).Replace("VKEY", department.LogKey.ToString(), StringComparison.Ordinal)
            .Replace("BUNDLE", department.BundleFile, StringComparison.Ordinal).Replace("KEYS", department.KeysFile, StringComparison.Ordinal)
            .Replace("RECORD", department.RecordFile, StringComparison.Ordinal).Replace("PROOF", department.ProofFile, StringComparison.Ordinal)
            .Replace("ENTRY", department.EntryFile, StringComparison.Ordinal).Replace("OUT", folder.PathOf("out.jsonl"), StringComparison.Ordinal);
        return await RunShellAsync(closing, arguments.Split(' '));
    }

    /// <summary>Runs the program from a shell that closes or redirects a stream.</summary>
    internal static async Task<(int ExitCode, string Error)> RunShellAsync(string closing, string[] arguments)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", $"exec \"$0\" \"$@\" {closing}", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), LedgerRun.Program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
