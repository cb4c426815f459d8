using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Tests.Sampling;

/// <summary>The small city that ships with the service is what the command in the README makes.</summary>
public sealed partial class CityFileTests(RecordTypes types)
{
    private static readonly string Path = Repository.PathOf("src", "Ledger.Web", "SampleCity", "city.jsonl");

    [Fact]
    public async Task CityFile_CommandOfTheReadme_GivesTheSameBytes()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("src", "Ledger.Cli", "README.md"), TestContext.Current.CancellationToken);
        var arguments = CityCommand().Match(readme).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var run = await LedgerRun.OfAsync(arguments);

        Assert.Equal(await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken), run.OutputBytes);
    }

    [Fact]
    public void CityFile_EveryLine_IsIssuable() =>
        Assert.Equal("", string.Join(Environment.NewLine, File.ReadLines(Path).Select(types.RefusalOf).OfType<string>().Distinct()));

    [Fact]
    public void CityFile_AllTypesAndDepartments_InUnder200Kilobytes()
    {
        var lines = File.ReadLines(Path).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(types.Catalogue.Types.Length, lines.Select(line => (string)line["type"]!).Distinct().Count());
        Assert.Equal(["civil-affairs", "education", "employment", "health"], lines.Select(line => (string)line["department"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(Path).Length, 50_000, 200_000);
    }

    [GeneratedRegex(@"-- (sample [^>\n]+?)> src/Ledger\.Web/SampleCity/city\.jsonl")]
    private static partial Regex CityCommand();
}
