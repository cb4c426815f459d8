using Ledger.Cli.Bench;

namespace Ledger.Cli.Tests.Bench;

public sealed class VerifyBenchTests
{
    [Fact]
    public async Task MakeCases_OnAnyDay_MakesValidBundles()
    {
        using var folder = new TemporaryFolder();
        var bench = new VerifyBench(bundles: 20, folder.Path);
        await using var department = await bench.OpenAsync(TestContext.Current.CancellationToken);

        var cases = await bench.MakeCasesAsync(department, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(20, cases.Count);
    }
}
