namespace Ledger.Cli.Tests;

internal static class Refusals
{
    /// <summary>Exit code 2, nothing on standard output, and on standard error the code and what it is about.</summary>
    public static void AssertCouldNotRun(LedgerRun run, string code, string named = "")
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"{code}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Error);
    }
}
