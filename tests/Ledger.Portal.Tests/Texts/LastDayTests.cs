using Ledger.Portal.Settings;
using Ledger.Portal.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Tests.Texts;

/// <summary>The end of a record is the first moment at which it is not valid. People read its last day.</summary>
public sealed class LastDayTests
{
    [Theory]
    [InlineData("2026-12-31T16:00:00Z", "2026年12月31日")] // Midnight in the city.
    [InlineData("2027-01-01T00:00:00Z", "2026年12月31日")] // Midnight UTC, eight in the morning in the city.
    [InlineData("2027-01-01T04:00:00Z", "2027年1月1日")] // Noon.
    [InlineData("2026-12-31T15:59:59Z", "2026年12月31日")]
    [InlineData("2027-01-01T00:00:00+08:00", "2026年12月31日")]
    [InlineData("0001-01-01T00:00:00Z", "1年1月1日")]
    public void LastDay_OfAnExclusiveEnd_IsTheLastDayInTheCity(string end, string expected) =>
        Assert.Equal(expected, new PageLanguage(new HttpContextAccessor(), Options.Create(new PortalOptions())).LastDay(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture)));
}
