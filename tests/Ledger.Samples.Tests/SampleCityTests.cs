using Microsoft.Extensions.Time.Testing;

namespace Ledger.Samples.Tests;

/// <summary>The records of the sample city pass the real issuing code.</summary>
public sealed class SampleCityTests(RecordTypes types)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2026)]
    public void Create_AnySeed_EveryLineIsIssuable(ulong seed)
    {
        var refused = SampleLines.Generate(300, seed).Select(types.RefusalOf).OfType<string>().Distinct();

        Assert.Equal("", string.Join(Environment.NewLine, refused));
    }

    [Theory]
    [InlineData("2001-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("2026-08-31")]
    [InlineData("2026-09-01")]
    [InlineData("2026-12-31")]
    public void Create_AnyDate_EveryLineIsIssuable(string asOf)
    {
        var date = DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture);
        var clock = new FakeTimeProvider(new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.Zero));

        var refused = SampleLines.Generate(60, 1, date).Select(line => types.RefusalOf(line, clock)).OfType<string>().Distinct();

        Assert.Equal("", string.Join(Environment.NewLine, refused));
    }

    [Fact]
    public void Create_TwoHundredResidents_EveryTypeOccurs()
    {
        var occurring = SampleLines.Parsed(200, 1).Select(line => (string)line["type"]!).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(types.Catalogue.Types.Select(type => type.Metadata.Vct), occurring);
    }
}
