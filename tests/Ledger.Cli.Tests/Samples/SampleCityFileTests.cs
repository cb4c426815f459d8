using System.Text.RegularExpressions;

namespace Ledger.Cli.Tests.Samples;

/// <summary>The command in the README makes the small city that ships with the service, byte for byte.</summary>
public sealed partial class SampleCityFileTests
{
    private static readonly string Path = Repository.PathOf("src", "Ledger.Samples", "city.jsonl");

    [Fact]
    public async Task CityFile_CommandOfTheReadme_MakesTheSameBytes()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("src", "Ledger.Cli", "README.md"), TestContext.Current.CancellationToken);
        var arguments = CityCommand().Match(readme).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var run = await LedgerRun.RunAsync(arguments);

        Assert.Equal(await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken), run.OutputBytes);
    }

    [GeneratedRegex(@"-- (sample [^>\n]+?)> src/Ledger\.Samples/city\.jsonl")]
    private static partial Regex CityCommand();
}
