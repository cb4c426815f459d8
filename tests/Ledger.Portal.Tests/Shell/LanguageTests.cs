using System.Text.RegularExpressions;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Shell;

/// <summary>Which language a page has: the reader's choice, else what the browser asks for, else Chinese.</summary>
public sealed partial class LanguageTests(RunningPortal portal)
{
    [Theory]
    [InlineData(null, null, "zh-CN")]
    [InlineData(null, "en", "en")]
    [InlineData(null, "en-GB,en;q=0.9", "en")]
    [InlineData(null, "zh-TW", "zh-CN")]
    [InlineData(null, "fr, en;q=0.3, zh;q=0.7", "zh-CN")]
    [InlineData(null, "fr, en;q=0.8, zh;q=0.7", "en")]
    [InlineData(null, "fr", "zh-CN")]
    [InlineData(null, ";;;q=x", "zh-CN")]
    [InlineData("en", "zh", "en")]
    [InlineData("zh", "en", "zh-CN")]
    [InlineData("xx", "en", "en")]
    public async Task Page_ForAReader_HasTheirLanguage(string? chosen, string? accepted, string expected)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = portal.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (chosen is not null)
        {
            request.Headers.Add("Cookie", "ledger-language=" + chosen);
        }

        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, Root().Match(page).Groups[1].Value);
    }

    [GeneratedRegex("<html lang=\"([^\"]*)\"")]
    private static partial Regex Root();
}
