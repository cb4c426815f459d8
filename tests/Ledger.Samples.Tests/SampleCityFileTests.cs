using System.Text.Json.Nodes;

namespace Ledger.Samples.Tests;

/// <summary>The small city that a demonstration imports.</summary>
public sealed class SampleCityFileTests(RecordTypes types)
{
    [Fact]
    public void CityFile_EveryLine_CanBeIssued() =>
        Assert.Equal("", string.Join(Environment.NewLine, Lines().Select(types.RefusalOf).OfType<string>().Distinct()));

    [Fact]
    public void CityFile_AllTypesAndDepartments_InUnder200Kilobytes()
    {
        var lines = Lines().Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(types.Catalogue.Types.Length, lines.Select(line => (string)line["type"]!).Distinct().Count());
        Assert.Equal(["civil-affairs", "education", "employment", "health"], lines.Select(line => (string)line["department"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(Length(), 50_000, 200_000);
    }

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static long Length()
    {
        using var file = SampleCityFile.OpenRead();
        return file.Length;
    }
}
