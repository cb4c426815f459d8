namespace Ledger.Cli.Tests;

internal static class Refusals
{
    /// <summary>Asserts exit code 2, an empty standard output, and the code with its detail on standard error.</summary>
    public static void AssertCouldNotRun(LedgerRun run, string code, string named = "")
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"{code}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Matches("[一-鿿]", run.Error);
    }
}
