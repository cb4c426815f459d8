using System.Globalization;

namespace Ledger.Samples.Tests;

/// <summary>The same arguments always give the same bytes, on every machine.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Write_StrangeCulture_SameBytes()
    {
        var expected = SampleLines.Bytes(60, 1);
        var before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "~";
        strange.DateTimeFormat.DateSeparator = ".";
        strange.DateTimeFormat.ShortDatePattern = "dd.MM.yy";
        CultureInfo.CurrentCulture = strange;
        try
        {
            Assert.Equal(expected, SampleLines.Bytes(60, 1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Create_MoreResidents_BeginsWithTheSameLines()
    {
        var few = SampleLines.Generate(50, 1);

        Assert.Equal(few, SampleLines.Generate(120, 1).Take(few.Count));
    }

    [Fact]
    public void Create_OtherSeed_IsAnotherCity()
    {
        var names = SampleLines.Parsed(50, 1).Select(line => (string)line["subject"]!["idNumber"]!);

        Assert.NotEqual(names, SampleLines.Parsed(50, 2).Select(line => (string)line["subject"]!["idNumber"]!));
    }

    [Fact]
    public void Create_OtherDate_HasOtherKeys()
    {
        var keys = SampleLines.Parsed(20, 1).Select(line => (string)line["key"]!);

        Assert.Empty(keys.Intersect(SampleLines.Parsed(20, 1, SampleCity.DefaultDate.AddDays(1)).Select(line => (string)line["key"]!)));
    }

    [Theory]
    [InlineData(-1, "2026-09-30")]
    [InlineData(1, "2000-12-31")]
    [InlineData(1, "2091-01-01")]
    public void Create_OutOfRange_Throws(int residents, string asOf) => Assert.Throws<ArgumentOutOfRangeException>(
        () => SampleCity.Create(residents, 1, DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
}
